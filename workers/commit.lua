#!lua
-- Commits a batch of verdicts: the judged log, pub/sub, what is owed, and the acknowledgement, in one step.
-- Everything is checked first and written afterwards, because Lua does not roll back; the shebang line makes
-- Redis refuse the whole script when it is out of memory or read-only.
--
-- KEYS  1 the judge's lease   2 headline stream   3 judged log   4 set-aside stream   5 to-do list
--       6 ready subscribers   7 suspects
-- ARGV  1 prefix   2 fencing number   3 the log's tail as the judge knows it   4 group   5 now, ms
--       6 oldest id to keep in the log   7 room for what is owed (owe.lua); what finds none is put on the
--       to-do list (spread.lua)
--       8 number of entries (at least 1), then their ids; behind them what was made of them, to the end:
--         "E" delivery id, story, event, channel or "", subscribers, how many of them, from the first, have a
--             stream of their own, traceparent or "", stamp or ""     (names are separated by spaces)
--         "A" entry id, data, reason                                  (set aside)
-- gives {"OK", new tail, 1 where the to-do list holds something, how many events with a channel were not
-- published, all behind those that were}, or what does not hold: {"LEASE"}, {"TAIL"}, {"ORDER"}.
-- Keys of subscribers are named here, from the prefix: they lie in the slot of the declared ones.

local prefix, fence, tail, group, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local oldest = ARGV[6]

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

-- An entry by itself costs a third of a line that is owed.
local room = tonumber(ARGV[7]) - count / 3
-- Who listens costs a microsecond an event: some are told here, more by who called.
local ears, unheard = 500, 0
-- What is owed goes to the to-do list as soon as something stands there: the order must hold.
local listed, later = redis.call('EXISTS', KEYS[5]) == 1, {}
local at = 9 + count
while at <= #ARGV do
  if ARGV[at] == 'E' then
    local event, channel, to = ARGV[at + 3], ARGV[at + 4], ARGV[at + 5]
    if ARGV[at + 8] == '' then
      tail = redis.call('XADD', KEYS[3], '*', 'data', event, 'to', to)
    else
      tail = redis.call('XADD', KEYS[3], '*', 'data', event, 'to', to, 'stamp', ARGV[at + 8])
    end
    room = room - #to / 20000
    if channel ~= '' and ears > 0 then
      ears = ears - redis.call('PUBLISH', channel, event)
    elseif channel ~= '' then
      unheard = unheard + 1
    end
    if to ~= '' then
      local owing = {
        entry = tail, delivery = ARGV[at + 1], story = ARGV[at + 2], now = now, oldest = oldest,
        streams = tonumber(ARGV[at + 6]), from = 1, trace = ARGV[at + 7],
      }
      if not listed then room = write(prefix, KEYS[6], owing, event, to, room) end
      if owing.from then
        listed = true
        later[#later + 1] = to_do(owing)
      end
    end
    at = at + 9
  else
    redis.call('XADD', KEYS[4], 'MAXLEN', '~', '10000', '*',
      'entry', ARGV[at + 1], 'data', ARGV[at + 2], 'reason', ARGV[at + 3])
    at = at + 4
  end
end
if #later > 0 then redis.call('RPUSH', KEYS[5], unpack(later)) end

redis.call('XACK', KEYS[2], group, unpack(ids))
if redis.call('EXISTS', KEYS[7]) == 1 then redis.call('HDEL', KEYS[7], unpack(ids)) end
-- All before the last acknowledged entry was acknowledged before, as the check of the order has shown.
local ms, seq = string.match(ids[count], '^(%d+)-(%d+)$')
redis.call('XTRIM', KEYS[2], 'MINID', ms .. '-' .. string.format('%.0f', seq + 1))
-- What is on the to-do list is read from the log.
local head = to_owe(redis.call('LINDEX', KEYS[5], 0) or '')
if head and tonumber(string.match(head.entry, '^%d+')) < tonumber(string.match(oldest, '^%d+')) then oldest = head.entry end
redis.call('XTRIM', KEYS[3], 'MINID', '~', oldest, 'LIMIT', '2000')
return {'OK', tail, listed and 1 or 0, unheard}
