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
  local event, to
  if owing then
    -- Who deleted the log has deleted what was owed from it.
    local row = redis.call('XRANGE', KEYS[4], owing.entry, owing.entry)[1]
    if row then event, to = row[2][2], row[2][4] end
  else
    -- A portion as versions before this one wrote it: with the event and its names, few enough for one call.
    local is_old, old = pcall(cjson.decode, head)
    if is_old and type(old) == 'table' and #old >= 7 then
      local _, streams = string.gsub(old[6], '%S+', '')
      owing = {delivery = old[1], story = old[2], now = old[3], oldest = old[4], streams = streams, from = 1, trace = old[8]}
      write(ARGV[1], KEYS[3], owing, old[5], old[6] .. ' ' .. old[7], math.huge)
      room = room - 100
    end
  end
  room = room - 1
  if to then
    room = room - #to / 20000
    if first then room = math.max(room, tonumber(ARGV[3]) / 10) end -- however many there are, it goes on
    room = write(ARGV[1], KEYS[3], owing, event, to, room)
  end
  if to and owing.from then
    redis.call('LSET', KEYS[2], 0, to_do(owing))
  else
    redis.call('LPOP', KEYS[2])
  end
  first = false
end
return redis.call('EXISTS', KEYS[2])
