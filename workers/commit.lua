#!lua
-- Commits a batch of verdicts: the judged log, the streams of redis subscribers, pub/sub, what is owed, and
-- the acknowledgement, in one step. Everything is checked first and written afterwards, because Lua does
-- not roll back; the shebang line makes Redis refuse the whole script when it is out of memory or read-only.
--
-- KEYS  1 the judge's lease   2 headline stream   3 judged log   4 set-aside stream   5 to-do list
--       6 ready subscribers   7 suspects
-- ARGV  1 prefix   2 fencing number   3 the log's tail as the judge knows it   4 group   5 now, ms
--       6 oldest id to keep in the log   7 most deliveries written here, more go to the to-do list
--       8 number of entries (at least 1), then their ids; behind them what was made of them, to the end:
--         "E" delivery id, story, event, channel or "", all subscribers, traceparent or "", number of portions,
--             and for each portion: redis subscribers, others         (names are separated by spaces)
--         "A" entry id, data, reason                                  (set aside)
-- gives {"OK", new tail, 1 where the to-do list holds something}, or what does not hold: {"LEASE"}, {"TAIL"},
-- {"ORDER"}.
-- Keys of subscribers are named here, from the prefix: they lie in the slot of the declared ones.

local prefix, fence, tail, group, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local oldest, left = ARGV[6], tonumber(ARGV[7])

local held = redis.call('GET', KEYS[1])
if not held or string.match(held, '^(%d+):') ~= fence then return {'LEASE'} end

local function last_of(key)
  if redis.call('EXISTS', key) == 0 then return '0-0' end
  local info = redis.call('XINFO', 'STREAM', key)
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then return info[i + 1] end
  end
end
if last_of(KEYS[3]) ~= tail then return {'TAIL'} end

local count = tonumber(ARGV[8])
local ids = {}
for i = 1, count do ids[i] = ARGV[8 + i] end
-- Without the stream or its group this is an error, and nothing of ours is pending.
local pending = redis.pcall('XPENDING', KEYS[2], group, '-', '+', count)
if pending.err or #pending ~= count then return {'ORDER'} end
for i = 1, count do
  if pending[i][1] ~= ids[i] then return {'ORDER'} end
end

-- What is owed goes to the to-do list as soon as something stands there: the order must hold.
local listed = redis.call('EXISTS', KEYS[5]) == 1
local at = 9 + count
while at <= #ARGV do
  if ARGV[at] == 'E' then
    local delivery, story, event, channel = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
    local trace, portions = ARGV[at + 6], tonumber(ARGV[at + 7])
    tail = redis.call('XADD', KEYS[3], '*', 'data', event, 'to', ARGV[at + 5])
    if channel ~= '' then redis.call('PUBLISH', channel, event) end
    at = at + 8
    for _ = 1, portions do
      local streams, others = ARGV[at], ARGV[at + 1]
      local wanted = cost(streams, others)
      if listed or wanted > left then
        listed = true
        redis.call('RPUSH', KEYS[5], cjson.encode({delivery, story, now, oldest, event, streams, others, trace}))
      else
        write(prefix, KEYS[6], delivery, story, now, oldest, event, streams, others, trace)
        left = left - wanted
      end
      at = at + 2
    end
  else
    redis.call('XADD', KEYS[4], 'MAXLEN', '~', '10000', '*',
      'entry', ARGV[at + 1], 'data', ARGV[at + 2], 'reason', ARGV[at + 3])
    at = at + 4
  end
end

redis.call('XACK', KEYS[2], group, unpack(ids))
if redis.call('EXISTS', KEYS[7]) == 1 then redis.call('HDEL', KEYS[7], unpack(ids)) end
-- All before the last acknowledged entry was acknowledged before, as the check of the order has shown.
local ms, seq = string.match(ids[count], '^(%d+)-(%d+)$')
redis.call('XTRIM', KEYS[2], 'MINID', ms .. '-' .. string.format('%.0f', seq + 1))
redis.call('XTRIM', KEYS[3], 'MINID', '~', oldest)
return {'OK', tail, listed and 1 or 0}
