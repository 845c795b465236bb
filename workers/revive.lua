#!lua
-- Owes a dead letter anew.
-- KEYS  1 dead (sorted set)   2 dead letters   3 owed   4 chain   5 due   6 ready   7 body
-- ARGV  1 subscriber   2 delivery id   3 story   4 now, ms   5 event   6 life of the body, ms
-- gives 1, or 0 when it is no dead letter any more.

local letter = ARGV[1] .. ' ' .. ARGV[2]
if redis.call('ZREM', KEYS[1], letter) == 0 then return 0 end
redis.call('HDEL', KEYS[2], letter)
if redis.call('HSETNX', KEYS[3], ARGV[2], '0 ' .. ARGV[4] .. ' ' .. ARGV[3]) == 0 then return 1 end
redis.call('SET', KEYS[7], ARGV[5], 'PX', ARGV[6])
local before = redis.call('HGET', KEYS[4], ARGV[3])
if before then
  redis.call('HSET', KEYS[4], ARGV[3], before .. ' ' .. ARGV[2])
else
  redis.call('HSET', KEYS[4], ARGV[3], ARGV[2])
  redis.call('ZADD', KEYS[5], ARGV[4], ARGV[2])
  redis.call('ZADD', KEYS[6], 'LT', ARGV[4], ARGV[1])
end
return 1
