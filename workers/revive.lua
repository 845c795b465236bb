#!lua
-- Owes a dead letter anew, and tries at once: whoever asks for it believes that the receiver is well.
-- KEYS  1 dead (sorted set)   2 dead letters   3 ready subscribers   4 circuit
-- ARGV  1 prefix   2 subscriber   3 delivery id   4 story   5 event   6 now, ms   7 trace or ""
-- gives 1, or 0 when it is no dead letter any more.

local letter = ARGV[2] .. ' ' .. ARGV[3]
if redis.call('ZREM', KEYS[1], letter) == 0 then return 0 end
redis.call('HDEL', KEYS[2], letter)
redis.call('DEL', KEYS[4])
owe_one(ARGV[1], KEYS[3], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7])
return 1
