#!lua
-- Owes one subscriber events of the log once more, under the ids they had; what is still owed stays as it is.
-- KEYS  1 ready subscribers   2 circuit   3 to-do list
-- ARGV  1 prefix   2 subscriber   3 now, ms
--       4 room (owe.lua), one at least is owed   5 "1": whatever is on the to-do list
--       6 … for each: delivery id, story, event
-- gives how many are owed that were not, and how many, from the first, were looked at: none while something
-- is to be spread, which may be earlier in its story.

if ARGV[5] ~= '1' and redis.call('EXISTS', KEYS[3]) == 1 then return {0, 0} end
redis.call('DEL', KEYS[2])
local owed, room, at = ARGV[1] .. ':owed:' .. ARGV[2], tonumber(ARGV[4]), 6
local before = redis.call('HLEN', owed)
while at <= #ARGV and room > 0 do
  room = room - owe_one(ARGV[1], KEYS[1], ARGV[2], ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[3])
  at = at + 3
end
return {redis.call('HLEN', owed) - before, (at - 6) / 3}
