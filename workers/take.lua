#!lua flags=allow-oom
-- Gives a courier what is due for one subscriber, and hides it until the courier's lease runs out.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 pace of the address   5 switched off
-- ARGV  1 prefix   2 subscriber   3 now, ms   4 most   5 lease, ms   6 ms between two messages to the
--       address; 0: no limit   7 address
-- gives for each: delivery id, attempts so far, first due (ms), first tried (ms; 0: not yet), story, event;
-- nothing where the address was switched off: what is owed to it is about to be buried.

local prefix, name, now, most, hidden, gap = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]),
  tonumber(ARGV[5]), tonumber(ARGV[6])

local off = redis.call('HGET', KEYS[5], name)
if off and string.match(off, '^%S*') == ARGV[7] then return {} end

local function ready(earliest)
  local first = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
  if #first == 0 then
    redis.call('ZREM', KEYS[1], name)
  else
    redis.call('ZADD', KEYS[1], math.max(first[2], earliest), name)
  end
end

if gap > 0 then
  local free = tonumber(redis.call('GET', KEYS[4]) or '0')
  if free > now then
    ready(free)
    return {}
  end
  most = 1
end

local taken = {}
for _, delivery in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, most)) do
  local state = redis.call('HGET', KEYS[3], delivery)
  if state then
    redis.call('ZADD', KEYS[2], now + hidden, delivery)
    local attempts, first, tried, story = string.match(state, '^(%d+) (%d+) (%d+) (.*)$')
    local event = redis.call('HGET', prefix .. ':body:' .. delivery, 'event') or ''
    for _, value in ipairs({delivery, attempts, first, tried, story, event}) do
      taken[#taken + 1] = value
    end
  else
    redis.call('ZREM', KEYS[2], delivery)
  end
end
local paced = gap > 0 and #taken > 0
if paced then redis.call('SET', KEYS[4], now + gap, 'PX', gap) end
ready(paced and now + gap or 0)
return taken
