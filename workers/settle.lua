#!lua flags=allow-oom
-- Settles one delivery: done, later, or dead. Settling twice is settling once.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 chain   5 delivered (log)   6 dead (sorted set)
--       7 dead letters
-- ARGV  1 subscriber   2 delivery id   3 "done", "later" or "dead"   4 now, ms
--       done: 5 attempts        later: 5 attempts, 6 due (ms)
--       dead: 5 the dead letter as JSON, 6 most dead letters kept
-- gives 1, or 0 when it was settled before; for "dead" 2 when an old dead letter had to go.

local name, delivery, what, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local state = redis.call('HGET', KEYS[3], delivery)
if not state then return 0 end
local _, first, story = string.match(state, '^(%d+) (%d+) (.*)$')
local result = 1

if what == 'later' then
  redis.call('HSET', KEYS[3], delivery, ARGV[5] .. ' ' .. first .. ' ' .. story)
  redis.call('ZADD', KEYS[2], ARGV[6], delivery)
else
  redis.call('HDEL', KEYS[3], delivery)
  redis.call('ZREM', KEYS[2], delivery)
  local rest = {}
  for id in string.gmatch(redis.call('HGET', KEYS[4], story) or '', '%S+') do
    if id ~= delivery then rest[#rest + 1] = id end
  end
  if #rest == 0 then
    redis.call('HDEL', KEYS[4], story)
  else
    redis.call('HSET', KEYS[4], story, table.concat(rest, ' '))
    -- The next of the story is free now, unless it was free already.
    if not redis.call('ZSCORE', KEYS[2], rest[1]) then redis.call('ZADD', KEYS[2], now, rest[1]) end
  end
  if what == 'done' then
    redis.call('XADD', KEYS[5], 'MAXLEN', '~', '10000', '*',
      'subscriber', name, 'delivery', delivery, 'attempts', ARGV[5], 'owed', first)
  else
    local letter = name .. ' ' .. delivery
    redis.call('ZADD', KEYS[6], now, letter)
    redis.call('HSET', KEYS[7], letter, ARGV[5])
    if redis.call('ZCARD', KEYS[6]) > tonumber(ARGV[6]) then
      local oldest = redis.call('ZPOPMIN', KEYS[6])
      redis.call('HDEL', KEYS[7], oldest[1])
      result = 2
    end
  end
end

local head = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if #head == 0 then redis.call('ZREM', KEYS[1], name) else redis.call('ZADD', KEYS[1], head[2], name) end
return result
