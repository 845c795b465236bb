#!lua
-- Commits a batch of verdicts: the judged log, the streams of redis subscribers, pub/sub, what is owed, and
-- the acknowledgement, in one step. Everything is checked first and written afterwards, because Lua does
-- not roll back; the shebang line makes Redis refuse the whole script when it is out of memory or read-only.
--
-- KEYS  1 the judge's lease   2 headline stream   3 judged log   4 set-aside stream   5 to-do list
--       6 ready subscribers   7 suspects
-- ARGV  1 prefix   2 fencing number   3 the log's tail as the judge knows it   4 group   5 now, ms
--       6 oldest id to keep in the log   7 most deliveries written here, more go to the to-do list
--       8 life of an owed body, ms
--       9 number of entries, then their ids; behind them what was made of them, until the end:
--         "E" delivery id, story, event, channel or "", redis subscribers, others (both space-separated)
--         "A" entry id, data, reason                            (set aside)
-- gives {"OK", new tail, 1 where the to-do list holds something}, or what does not hold: {"LEASE"}, {"TAIL"}, {"ORDER"}.
-- Keys of subscribers are named here, from the prefix: they lie in the slot of the declared ones.

local prefix, fence, tail, group, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local oldest, widest, life = ARGV[6], tonumber(ARGV[7]), ARGV[8]

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

local count = tonumber(ARGV[9])
local ids = {}
for i = 1, count do ids[i] = ARGV[9 + i] end
if redis.call('EXISTS', KEYS[2]) == 0 then return {'ORDER'} end
local pending = redis.call('XPENDING', KEYS[2], group, '-', '+', count)
if #pending ~= count then return {'ORDER'} end
for i = 1, count do
  if pending[i][1] ~= ids[i] then return {'ORDER'} end
end

local owing = redis.call('EXISTS', KEYS[5]) == 1

local function owe(subscriber, delivery, story)
  if redis.call('HSETNX', prefix .. ':owed:' .. subscriber, delivery, '0 ' .. now .. ' ' .. story) == 0 then
    return
  end
  local chain = prefix .. ':chain:' .. subscriber
  local before = redis.call('HGET', chain, story)
  if before then
    redis.call('HSET', chain, story, before .. ' ' .. delivery)
  else
    redis.call('HSET', chain, story, delivery)
    redis.call('ZADD', prefix .. ':due:' .. subscriber, now, delivery)
    redis.call('ZADD', KEYS[6], 'LT', now, subscriber)
  end
end

local at = 10 + count
while at <= #ARGV do
  if ARGV[at] == 'E' then
    local delivery, story, event, channel = ARGV[at + 1], ARGV[at + 2], ARGV[at + 3], ARGV[at + 4]
    local streams, others = ARGV[at + 5], ARGV[at + 6]
    at = at + 7
    local to = streams
    if others ~= '' then to = (to ~= '' and to .. ' ' or '') .. others end
    tail = redis.call('XADD', KEYS[3], '*', 'data', event, 'to', to)
    if channel ~= '' then redis.call('PUBLISH', channel, event) end
    local _, wanted = string.gsub(to, '%S+', '')
    if others ~= '' then
      redis.call('SET', prefix .. ':body:' .. delivery, event, 'PX', life)
    end
    if wanted > widest or (owing and wanted > 0) then
      owing = true
      redis.call('RPUSH', KEYS[5], cjson.encode({delivery, story, now, oldest, event, streams, others}))
    else
      for name in string.gmatch(streams, '%S+') do
        local stream = prefix .. ':news:to:' .. name
        redis.call('XADD', stream, 'MINID', '~', oldest, '*', 'data', event)
      end
      for name in string.gmatch(others, '%S+') do owe(name, delivery, story) end
      widest = widest - wanted
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
return {'OK', tail, owing and 1 or 0}
