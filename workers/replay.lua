#!lua
-- Owes one subscriber events of the log once more, under the ids they had; what is still owed stays as it is.
-- KEYS  1 ready subscribers   2 circuit
-- ARGV  1 prefix   2 subscriber   3 now, ms
--       4 room (owe.lua), one at least is owed   5 … for each: delivery id, story, event
-- gives how many are owed that were not, and how many, from the first, were looked at.

redis.call('DEL', KEYS[2])
local owed, room, at = ARGV[1] .. ':owed:' .. ARGV[2], tonumber(ARGV[4]), 5
local before = redis.call('HLEN', owed)
while at <= #ARGV and room > 0 do
  room = room - owe_one(ARGV[1], KEYS[1], ARGV[2], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[3])
  at = at + 3
end
return {redis.call('HLEN', owed) - before, (at - 5) / 3}
