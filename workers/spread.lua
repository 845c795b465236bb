#!lua
-- Writes the next portions of what is owed, from the head of the to-do list, one at least; first in, first out,
-- so that the order per story and subscriber holds.
--
-- KEYS  1 the judge's lease   2 to-do list   3 ready subscribers
-- ARGV  1 prefix   2 fencing number   3 most deliveries written here
-- gives 1 while something is left, 0 when the list is empty, -1 when the lease is lost.

local held = redis.call('GET', KEYS[1])
if not held or string.match(held, '^(%d+):') ~= ARGV[2] then return -1 end
local most, left = tonumber(ARGV[3]), tonumber(ARGV[3])
local head = redis.call('LINDEX', KEYS[2], 0)
while head do
  local portion = cjson.decode(head)
  local wanted = cost(portion[6], portion[7])
  if wanted > left and left < most then return 1 end
  write(ARGV[1], KEYS[3], unpack(portion))
  redis.call('LPOP', KEYS[2])
  left = left - wanted
  head = redis.call('LINDEX', KEYS[2], 0)
end
return 0
