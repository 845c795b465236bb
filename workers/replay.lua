#!lua
-- Owes one subscriber events of the log once more, under the ids they had; what is still owed stays as it is.
-- KEYS  1 ready subscribers   2 circuit
-- ARGV  1 prefix   2 subscriber   3 now, ms   4 … for each: delivery id, story, event
-- gives how many are owed that were not.

redis.call('DEL', KEYS[2])
local owed, before = ARGV[1] .. ':owed:' .. ARGV[2], 0
before = redis.call('HLEN', owed)
for at = 4, #ARGV, 3 do
  owe_one(ARGV[1], KEYS[1], ARGV[2], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[3])
end
return redis.call('HLEN', owed) - before
