-- What owing is: put behind the first line of each script that owes or frees. What a delivery consists of:
--
--   owed   hash: delivery → "attempts, first due (ms), first tried (ms; 0: not yet), story"; a digest has the
--          names of all its stories there
--   chain  hash: story → its owed deliveries, in order; only what is first in all of its stories is due
--   due    sorted set: delivery → when (ms)
--   held   set: deliveries that wait in `due` because a person wants peace (hold.lua), not because of a failure
--   body   hash: event, and n: how many are owed it; it goes with the last of them (settle.lua). trace, where
--          traces are kept: the traceparent of the step before; of all that a digest holds, by spaces

local function owe(prefix, ready, name, delivery, stories, event, now, trace)
  local state = '0 ' .. now .. ' 0 ' .. stories
  if redis.call('HSETNX', prefix .. ':owed:' .. name, delivery, state) == 0 then return end
  local body, chain = prefix .. ':body:' .. delivery, prefix .. ':chain:' .. name
  local held, due = prefix .. ':held:' .. name, prefix .. ':due:' .. name
  if redis.call('HINCRBY', body, 'n', 1) == 1 then
    redis.call('HSET', body, 'event', event)
    if trace and trace ~= '' then redis.call('HSET', body, 'trace', trace) end
  end
  local first = true
  for story in string.gmatch(stories, '%S+') do
    if redis.call('HSETNX', chain, story, delivery) == 0 then
      first = false
      local before = redis.call('HGET', chain, story)
      redis.call('HSET', chain, story, before .. ' ' .. delivery)
      -- What is held in front of it is looked at anew: this one may be a reason not to wait.
      local head = string.match(before, '^%S+')
      if redis.call('SREM', held, head) == 1 then
        redis.call('ZADD', due, now, head)
        redis.call('ZADD', ready, 'LT', now, name)
      end
    end
  end
  if first then
    redis.call('ZADD', due, now, delivery)
    redis.call('ZADD', ready, 'LT', now, name)
  end
end

-- Makes a delivery due if it is first in all of its stories, and was not due already.
local function free(due, owed, chain, delivery, now)
  if redis.call('ZSCORE', due, delivery) then return end
  local state = redis.call('HGET', owed, delivery)
  if not state then return end
  for story in string.gmatch(string.match(state, '^%d+ %d+ %d+ (.*)$'), '%S+') do
    if string.match(redis.call('HGET', chain, story) or '', '^%S+') ~= delivery then return end
  end
  redis.call('ZADD', due, now, delivery)
end

local function write(prefix, ready, delivery, story, now, oldest, event, streams, others, trace)
  for name in string.gmatch(streams, '%S+') do
    redis.call('XADD', prefix .. ':news:to:' .. name, 'MINID', '~', oldest, '*', 'data', event)
  end
  for name in string.gmatch(others, '%S+') do
    owe(prefix, ready, name, delivery, story, event, now, trace)
  end
end

-- What writing costs Redis, in deliveries that are owed (some 14 µs each): an entry on a stream is a quarter
-- of one.
local function cost(streams, others)
  local _, few = string.gsub(streams, '%S+', '')
  local _, many = string.gsub(others, '%S+', '')
  return few / 4 + many
end
