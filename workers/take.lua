#!lua flags=allow-oom
-- Gives a courier what is due for one subscriber, and hides it until the courier's lease runs out.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 pace of the address   5 switched off   6 circuit
--       7 chain   8 held   9 sent in the last minute
-- ARGV  1 prefix   2 subscriber   3 now, ms   4 most   5 lease, ms   6 ms between two messages to the
--       address; 0: no limit   7 address   8 messages a minute; 0: no limit   9 "1": it has a pace of its own,
--       and what waits behind each is wanted too   10 failures in a row that open the circuit   11 ms that a
--       probe may take
-- gives for each: delivery id, attempts so far, first due (ms), first tried (ms; 0: not yet), story, event, trace,
-- and, where wanted, how long the chain of its story is, and events of it, as one JSON array. Nothing where the
-- address was switched off (what is owed to it is about to be buried) or its circuit is open.

local prefix, name, now, most, hidden, gap = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]),
  tonumber(ARGV[5]), tonumber(ARGV[6])
local per_minute, looks = tonumber(ARGV[8]), ARGV[9] == '1'

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

local circuit = redis.call('HMGET', KEYS[6], 'address', 'failures', 'until')
local probes = circuit[1] == ARGV[7] and tonumber(circuit[2] or '0') >= tonumber(ARGV[10])
local earliest = 0
if probes then
  earliest = tonumber(circuit[3] or '0')
  most = 1
end
if gap > 0 then
  earliest = math.max(earliest, tonumber(redis.call('GET', KEYS[4]) or '0'))
  most = 1
end
if per_minute > 0 then
  local sent = redis.call('LRANGE', KEYS[9], 0, per_minute - 1)
  local free = per_minute
  for _, at in ipairs(sent) do
    if tonumber(at) > now - 60000 then free = free - 1 end
  end
  most = math.min(most, math.max(free, 1))
  if free < 1 then earliest = math.max(earliest, tonumber(sent[#sent]) + 60000) end
end
if earliest > now then
  ready(earliest)
  return {}
end

-- A delivery and the newest that wait behind it in its story; of those between a flash alone, for it lets all pass.
local looking = 500
local function story_of(delivery, story)
  local chain = redis.call('HGET', KEYS[7], story) or ''
  local from = #chain > 20000 and string.find(chain, ' ', -20000, true) or 1
  local ids, events = {}, {}
  local function see(id, flash)
    local event = redis.call('HGET', prefix .. ':body:' .. id, 'event') or 'null'
    if not flash or string.find(event, '"urgency":"flash"', 1, true) then events[#events + 1] = event end
  end
  for id in string.gmatch(string.sub(chain, from), '%S+') do ids[#ids + 1] = id end
  local first = math.max(1, #ids - 18)
  if ids[first] ~= delivery then see(delivery) end
  for at = math.max(1, first - looking), first - 1 do see(ids[at], true) end
  looking = looking - math.min(looking, first - 1)
  for at = first, #ids do see(ids[at]) end
  return #chain, '[' .. table.concat(events, ',') .. ']'
end

local taken, count = {}, 0
for _, delivery in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, most)) do
  local state = redis.call('HGET', KEYS[3], delivery)
  if state then
    redis.call('ZADD', KEYS[2], now + hidden, delivery)
    redis.call('SREM', KEYS[8], delivery)
    local attempts, first, tried, story = string.match(state, '^(%d+) (%d+) (%d+) (.*)$')
    if looks and tried == '0' then
      -- From here on it may be on its way: it keeps its own id, and is folded into nothing (fold.lua).
      tried = ARGV[3]
      redis.call('HSET', KEYS[3], delivery, attempts .. ' ' .. first .. ' ' .. tried .. ' ' .. story)
    end
    local body = redis.call('HMGET', prefix .. ':body:' .. delivery, 'event', 'trace')
    for _, value in ipairs({delivery, attempts, first, tried, story, body[1] or '', body[2] or ''}) do
      taken[#taken + 1] = value
    end
    if looks then
      local waiting, events = story_of(delivery, story)
      taken[#taken + 1] = waiting
      taken[#taken + 1] = events
    end
    count = count + 1
  else
    redis.call('ZREM', KEYS[2], delivery)
  end
end
if count > 0 then
  if gap > 0 then
    redis.call('SET', KEYS[4], now + gap, 'PX', gap)
    earliest = now + gap
  end
  if probes then
    -- Until its answer is known, nobody else tries.
    redis.call('HSET', KEYS[6], 'until', now + tonumber(ARGV[11]))
    earliest = math.max(earliest, now + tonumber(ARGV[11]))
  end
  if per_minute > 0 then
    for _ = 1, count do redis.call('LPUSH', KEYS[9], ARGV[3]) end
    redis.call('LTRIM', KEYS[9], 0, per_minute - 1)
    redis.call('PEXPIRE', KEYS[9], 61000)
  end
end
ready(earliest)
return taken
