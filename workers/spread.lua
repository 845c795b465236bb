#!lua
-- Writes a chunk of what a wide event owes, from the head of the to-do list; first in, first out, so that
-- the order per story and subscriber holds.
--
-- KEYS  1 the judge's lease   2 to-do list   3 how far its head is done   4 ready subscribers
-- ARGV  1 prefix   2 fencing number   3 most deliveries to write
-- gives 1 while something is left, 0 when the list is empty, -1 when the lease is lost.

local held = redis.call('GET', KEYS[1])
if not held or string.match(held, '^(%d+):') ~= ARGV[2] then return -1 end
local head = redis.call('LINDEX', KEYS[2], 0)
if not head then return 0 end

local prefix, left = ARGV[1], tonumber(ARGV[3])
local delivery, story, now, oldest, event, streams, others = unpack(cjson.decode(head))
local all = streams .. '\n' .. others
local at = tonumber(redis.call('GET', KEYS[3]) or '1')
local border = #streams + 1

while left > 0 do
  local from, to = string.find(all, '%S+', at)
  if not from then
    redis.call('LPOP', KEYS[2])
    redis.call('DEL', KEYS[3])
    return redis.call('EXISTS', KEYS[2])
  end
  local name = string.sub(all, from, to)
  if from < border then
    redis.call('XADD', prefix .. ':news:to:' .. name, 'MINID', '~', oldest, '*', 'data', event)
  elseif redis.call('HSETNX', prefix .. ':owed:' .. name, delivery, '0 ' .. now .. ' ' .. story) == 1 then
    local chain = prefix .. ':chain:' .. name
    local before = redis.call('HGET', chain, story)
    if before then
      redis.call('HSET', chain, story, before .. ' ' .. delivery)
    else
      redis.call('HSET', chain, story, delivery)
      redis.call('ZADD', prefix .. ':due:' .. name, now, delivery)
      redis.call('ZADD', KEYS[4], 'LT', now, name)
    end
  end
  at = to + 1
  left = left - 1
end
redis.call('SET', KEYS[3], at)
return 1
