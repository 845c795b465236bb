#!lua flags=allow-oom
-- Settles one delivery: done, later, or dead. Settling twice is settling once.
--
-- KEYS  1 ready subscribers   2 due   3 owed   4 chain   5 body   6 delivered (log)   7 dead (sorted set)
--       8 dead letters   9 held   10 circuit
-- ARGV  1 subscriber   2 delivery id   3 "done", "later" or "dead"   4 now, ms
--       done: 5 attempts        later: 5 attempts, 6 due (ms)
--       dead: 5 the dead letter as JSON, 6 most dead letters kept, 7 "1": the receiver did answer
-- gives 1, or 0 when it was settled before; for "dead" 2 when an old dead letter had to go.

local name, delivery, what, now = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local state = redis.call('HGET', KEYS[3], delivery)
if not state then return 0 end
if what == 'done' or ARGV[7] == '1' then redis.call('DEL', KEYS[10]) end
local _, first, tried, story = string.match(state, '^(%d+) (%d+) (%d+) (.*)$')
local result = 1

if what == 'later' then
  if tried == '0' then tried = now end
  redis.call('HSET', KEYS[3], delivery, ARGV[5] .. ' ' .. first .. ' ' .. tried .. ' ' .. story)
  redis.call('ZADD', KEYS[2], ARGV[6], delivery)
else
  redis.call('HDEL', KEYS[3], delivery)
  redis.call('ZREM', KEYS[2], delivery)
  redis.call('SREM', KEYS[9], delivery)
  if redis.call('HINCRBY', KEYS[5], 'n', -1) <= 0 then redis.call('DEL', KEYS[5]) end
  for one in string.gmatch(story, '%S+') do
    local chain = ' ' .. (redis.call('HGET', KEYS[4], one) or '') .. ' '
    local from, till = string.find(chain, ' ' .. delivery .. ' ', 1, true)
    if from then chain = string.sub(chain, 1, from) .. string.sub(chain, till + 1) end
    local next = string.match(chain, '%S+')
    if next then
      redis.call('HSET', KEYS[4], one, string.sub(chain, 2, -2))
      free(KEYS[2], KEYS[3], KEYS[4], next, now)
    else
      redis.call('HDEL', KEYS[4], one)
    end
  end
  if what == 'done' then
    redis.call('XADD', KEYS[6], 'MAXLEN', '~', '10000', '*',
      'subscriber', name, 'delivery', delivery, 'attempts', ARGV[5], 'owed', first)
  else
    local letter = name .. ' ' .. delivery
    -- Behind the newest there, though they died in one millisecond: they are taken up again in this order.
    local last = redis.call('ZRANGE', KEYS[7], -1, -1, 'WITHSCORES')[2]
    local at = math.max(tonumber(now), (tonumber(last) or 0) + 1 / 1024)
    redis.call('ZADD', KEYS[7], string.format('%.4f', at), letter)
    redis.call('HSET', KEYS[8], letter, ARGV[5])
    local over = redis.call('ZCARD', KEYS[7]) - tonumber(ARGV[6])
    if over > 0 then
      for i, oldest in ipairs(redis.call('ZPOPMIN', KEYS[7], math.min(over, 100))) do
        if i % 2 == 1 then redis.call('HDEL', KEYS[8], oldest) end
      end
      result = 2
    end
  end
end

local head = redis.call('ZRANGE', KEYS[2], 0, 0, 'WITHSCORES')
if #head == 0 then redis.call('ZREM', KEYS[1], name) else redis.call('ZADD', KEYS[1], head[2], name) end
return result
