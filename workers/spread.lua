#!lua
-- Writes on what is owed, from the head of the to-do list; first in, first out, so that the order per story and
-- subscriber holds.
--
-- KEYS  1 the judge's lease   2 to-do list   3 ready subscribers   4 judged log
-- ARGV  1 prefix   2 fencing number   3 room for what is owed (owe.lua)
-- gives 1 while something is left, 0 when the list is empty, -1 when the lease is lost.

local held = redis.call('GET', KEYS[1])
if not held or string.match(held, '^(%d+):') ~= ARGV[2] then return -1 end
local room, first = tonumber(ARGV[3]), true
while room > 0 do
  local head = redis.call('LINDEX', KEYS[2], 0)
  if not head then return 0 end
  local owing = to_owe(head)
  -- Who deleted the log has deleted what was owed from it.
  local rows = owing and redis.call('XRANGE', KEYS[4], owing.entry, owing.entry) or {}
  room = room - 1
  if rows[1] then
    local fields = rows[1][2]
    local event, to = fields[2], fields[4]
    room = room - #to / 20000
    if first then room = math.max(room, tonumber(ARGV[3]) / 10) end -- however many there are, it goes on
    room = write(ARGV[1], KEYS[3], owing, event, to, room)
  end
  if rows[1] and owing.from then
    redis.call('LSET', KEYS[2], 0, to_do(owing))
  else
    redis.call('LPOP', KEYS[2])
  end
  first = false
end
return redis.call('EXISTS', KEYS[2])
