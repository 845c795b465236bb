#!lua
-- Folds what is due for one subscriber, and was never tried, into one delivery: a digest. It takes the place of
-- what it holds in every story, and has from then on the life of any other delivery, under an id of its own.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 chain   5 held   6 window
-- ARGV  1 prefix   2 subscriber   3 now, ms   4 "stories": of each story its newest, or "items": all
--       5 most bytes of events   6 most stories looked at   7 a story, and only what is due of it, or ""
--       8 least deliveries: fewer are left as they are   9 most deliveries folded
-- gives how many deliveries were folded; where none is left that could be, the window is closed.

local prefix, name, now, all = ARGV[1], ARGV[2], ARGV[3], ARGV[4] == 'items'
local most, only, most_gone = tonumber(ARGV[5]), ARGV[7], tonumber(ARGV[9])

local gone, stories, rests, events, size, since, left, full = {}, {}, {}, {}, 0, now, false, false
local traces = {}

-- What a delivery holds, as far as anything is kept of it.
local function held_by(id)
  local held = redis.call('HMGET', prefix .. ':body:' .. id, 'event', 'trace')
  if held[2] and #traces < 100 then traces[#traces + 1] = held[2] end
  return held[1]
end

-- The deliveries of a story that may be folded, from the first on, as far as there is room; of "stories" all,
-- or none where its newest finds none: in one message, nothing older is to be told than we know.
local function gather(story)
  local chain, upto, mine, bytes = redis.call('HGET', KEYS[4], story) or '', 1, {}, 0
  for id, behind in string.gmatch(chain, '(%S+) ?()') do
    local state = redis.call('HGET', KEYS[3], id)
    local first = state and string.match(state, '^0 (%d+) 0 %S+$')
    if not first or string.find(id, '_digest_%d+$') then break end
    full = #gone + #mine >= most_gone
    if all and not full then
      local event = held_by(id)
      if not event then break end
      full = size + bytes + #event > most and #gone + #mine > 0
      if not full then
        events[#events + 1] = event
        bytes = bytes + #event
      end
    end
    if full then break end
    mine[#mine + 1], upto = id, behind
    if tonumber(first) < tonumber(since) then since = first end
  end
  if #mine == 0 then return end
  if not all then
    local newest = held_by(mine[#mine])
    if not newest then return end
    full = full or size + #newest > most
    if full and #gone > 0 then return end
    events[#events + 1], bytes = newest, #newest
  end
  size = size + bytes
  stories[#stories + 1] = story
  rests[#stories] = string.sub(chain, upto)
  for _, id in ipairs(mine) do gone[#gone + 1] = id end
end

local heads = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, tonumber(ARGV[6]))
if #heads == tonumber(ARGV[6]) then left = true end
local due = {}
for _, head in ipairs(heads) do
  local state = redis.call('HGET', KEYS[3], head)
  local first, story = string.match(state or '', '^0 (%d+) 0 (%S+)$')
  if story and (only == '' or story == only) then due[#due + 1] = {tonumber(first), head, story} end
end
table.sort(due, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end)
for _, one in ipairs(due) do
  gather(one[3])
  if full then
    left = true
    break
  end
end
if #gone < tonumber(ARGV[8]) then
  if not left then redis.call('DEL', KEYS[6]) end
  return 0
end

local digest = string.sub(redis.sha1hex(name .. ' ' .. table.concat(gone, ' ')), 1, 20) .. '_digest_1'
redis.call('HDEL', KEYS[3], unpack(gone))
redis.call('ZREM', KEYS[2], unpack(gone))
redis.call('SREM', KEYS[5], unpack(gone))
for _, id in ipairs(gone) do
  local body = prefix .. ':body:' .. id
  if redis.call('HINCRBY', body, 'n', -1) <= 0 then redis.call('DEL', body) end
end
for i, story in ipairs(stories) do
  local rest = rests[i] == '' and '' or ' ' .. rests[i]
  redis.call('HSET', KEYS[4], story, digest .. rest)
end
redis.call('HSET', KEYS[3], digest, '0 ' .. since .. ' 0 ' .. table.concat(stories, ' '))
redis.call('ZADD', KEYS[2], now, digest)
redis.call('HSET', prefix .. ':body:' .. digest, 'n', 1, 'event', string.format(
  '{"id":"%s","stories":%d,"items":%d,"events":[', digest, #stories, #gone) .. table.concat(events, ',') .. ']}')
if #traces > 0 then
  redis.call('HSET', prefix .. ':body:' .. digest, 'trace', table.concat(traces, ' '))
end
redis.call('ZADD', KEYS[1], 'LT', now, name)
if not left then redis.call('DEL', KEYS[6]) end
return #gone
