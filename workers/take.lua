#!lua flags=allow-oom
-- Gives a courier what is due for one subscriber, and hides it until the courier's lease runs out.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 pace of the address
-- ARGV  1 prefix   2 subscriber   3 now, ms   4 most   5 lease, ms   6 ms between two messages to the
--       address; 0: no limit
-- gives for each: delivery id, attempts so far, first due (ms), story, event

local prefix, name, now, most, hidden, gap = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]),
  tonumber(ARGV[5]), tonumber(ARGV[6])

local function ready()
  local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  if #first == 0 then redis.call('ZREM', KEYS[1], name) else redis.call('ZADD', KEYS[1], first[2], name) end
end

if gap > 0 then
  local free = tonumber(redis.call('GET', KEYS[4]) or '0')
  if free > now then
    if redis.call('EXISTS', KEYS[2]) == 1 then redis.call('ZADD', KEYS[1], free, name) else ready() end
    return {}
  end
  most = 1
end

local taken = {}
for _, delivery in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, most)) do
  local state = redis.call('HGET', KEYS[3], delivery)
  local event = redis.call('GET', prefix .. ':body:' .. delivery)
  if state then
    redis.call('ZADD', KEYS[2], now + hidden, delivery)
    local attempts, first, story = string.match(state, '^(%d+) (%d+) (.*)$')
    for _, value in ipairs({delivery, attempts, first, story, event or ''}) do taken[#taken + 1] = value end
  else
    redis.call('ZREM', KEYS[2], delivery)
  end
end
if gap > 0 and #taken > 0 then redis.call('SET', KEYS[4], now + gap, 'PX', gap) end
ready()
return taken
