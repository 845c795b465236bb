-- What owing is: put behind the first line of each script that owes. What a delivery consists of:
--
--   owed   hash: delivery → "attempts, first due (ms), first tried (ms; 0: not yet), story"
--   chain  hash: story → its owed deliveries, in order; only the first of them is due
--   due    sorted set: delivery → when (ms)
--   body   hash: event, and n: how many are owed it; it goes with the last of them (settle.lua)

local function owe(prefix, ready, name, delivery, story, event, now)
  local state = '0 ' .. now .. ' 0 ' .. story
  if redis.call('HSETNX', prefix .. ':owed:' .. name, delivery, state) == 0 then return end
  local body, chain = prefix .. ':body:' .. delivery, prefix .. ':chain:' .. name
  if redis.call('HINCRBY', body, 'n', 1) == 1 then redis.call('HSET', body, 'event', event) end
  if redis.call('HSETNX', chain, story, delivery) == 1 then
    redis.call('ZADD', prefix .. ':due:' .. name, now, delivery)
    redis.call('ZADD', ready, 'LT', now, name)
  else
    redis.call('HSET', chain, story, redis.call('HGET', chain, story) .. ' ' .. delivery)
  end
end

local function write(prefix, ready, delivery, story, now, oldest, event, streams, others)
  for name in string.gmatch(streams, '%S+') do
    redis.call('XADD', prefix .. ':news:to:' .. name, 'MINID', '~', oldest, '*', 'data', event)
  end
  for name in string.gmatch(others, '%S+') do owe(prefix, ready, name, delivery, story, event, now) end
end

-- What writing costs Redis, in deliveries that are owed (some 14 µs each): an entry on a stream is a quarter
-- of one.
local function cost(streams, others)
  local _, few = string.gsub(streams, '%S+', '')
  local _, many = string.gsub(others, '%S+', '')
  return few / 4 + many
end
