#!lua
-- Writes the next portion of what wide events owe, from the head of the to-do list; first in, first out, so
-- that the order per story and subscriber holds.
--
-- KEYS  1 the judge's lease   2 to-do list   3 ready subscribers
-- ARGV  1 prefix   2 fencing number
-- gives 1 while something is left, 0 when the list is empty, -1 when the lease is lost.

local held = redis.call('GET', KEYS[1])
if not held or string.match(held, '^(%d+):') ~= ARGV[2] then return -1 end
local head = redis.call('LINDEX', KEYS[2], 0)
if not head then return 0 end
write(ARGV[1], KEYS[3], unpack(cjson.decode(head)))
redis.call('LPOP', KEYS[2])
return redis.call('EXISTS', KEYS[2])
