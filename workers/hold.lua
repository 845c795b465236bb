#!lua flags=allow-oom
-- Holds deliveries back that a courier took and did not send: a person wants peace now.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 chain   5 held   6 sent in the last minute
-- ARGV  1 subscriber   2 now, ms   3 … for each: delivery id, until (ms), how long the chain of its story was
--       when it was looked at. Where it is another now, it is due at once, and looked at again.
-- A message that was counted for the minute and not sent is uncounted.

local name, now = ARGV[1], ARGV[2]
for at = 3, #ARGV, 3 do
  local delivery, till = ARGV[at], ARGV[at + 1]
  local state = redis.call('HGET', KEYS[3], delivery)
  if state then
    local attempts, first, tried, story = string.match(state, '^(%d+) (%d+) (%d+) (.*)$')
    if attempts == '0' then
      redis.call('HSET', KEYS[3], delivery, '0 ' .. first .. ' 0 ' .. story)
    end
    if redis.call('HSTRLEN', KEYS[4], story) ~= tonumber(ARGV[at + 2]) then till = now end
    redis.call('ZADD', KEYS[2], till, delivery)
    redis.call('SADD', KEYS[5], delivery)
    redis.call('LPOP', KEYS[6])
  end
end
local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if #first == 0 then redis.call('ZREM', KEYS[1], name) else redis.call('ZADD', KEYS[1], first[2], name) end
