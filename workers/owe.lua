-- What owing is: put behind the first line of each script that owes or frees. What a delivery consists of:
--
--   owed   hash: delivery → "attempts, first due (ms), first tried (ms; 0: not yet), story"; a digest has the
--          names of all its stories there
--   chain  hash: story → its owed deliveries, in order; only what is first in all of its stories is due
--   due    sorted set: delivery → when (ms)
--   held   set: deliveries that wait in `due` because a person wants peace (hold.lua), not because of a failure
--   body   hash: event, and n: how many are owed it; it goes with the last of them (settle.lua). trace, where
--          traces are kept: the traceparent of the step before; of all that a digest holds, by spaces
--
-- Room is what a script may spend, in lines that are owed, some 14 µs of Redis each: it stops where there is
-- none left, and goes on in the next call.

-- Owes somebody a delivery. Gives whether it was not owed already, whether it is due, and what it cost: a long
-- story is copied.
local function owe(prefix, ready, name, delivery, stories, now)
  local state = '0 ' .. now .. ' 0 ' .. stories
  if redis.call('HSETNX', prefix .. ':owed:' .. name, delivery, state) == 0 then return false, false, 0.3 end
  local chain, due = prefix .. ':chain:' .. name, prefix .. ':due:' .. name
  local first, spent = true, 1
  for story in string.gmatch(stories, '%S+') do
    if redis.call('HSETNX', chain, story, delivery) == 0 then
      first = false
      local before = redis.call('HGET', chain, story)
      redis.call('HSET', chain, story, before .. ' ' .. delivery)
      spent = spent + 1 + #before / 5000
      -- What is held in front of it is looked at anew: this one may be a reason not to wait.
      local head = string.match(before, '^%S+')
      if redis.call('SREM', prefix .. ':held:' .. name, head) == 1 then
        redis.call('ZADD', due, now, head)
        redis.call('ZADD', ready, 'LT', now, name)
      end
    end
  end
  if first then redis.call('ZADD', due, now, delivery) end
  return true, first, spent
end

-- So many more are owed an event.
local function embody(prefix, delivery, event, count, trace)
  local body = prefix .. ':body:' .. delivery
  if count > 0 and redis.call('HINCRBY', body, 'n', count) == count then
    redis.call('HSET', body, 'event', event)
    if trace and trace ~= '' then redis.call('HSET', body, 'trace', trace) end
  end
end

-- Owes one subscriber one delivery. Gives what it cost.
local function owe_one(prefix, ready, name, delivery, stories, event, now, trace)
  local new, first, spent = owe(prefix, ready, name, delivery, stories, now)
  if new then embody(prefix, delivery, event, 1, trace) end
  if first then redis.call('ZADD', ready, 'LT', now, name) end
  return spent
end

-- Makes a delivery due if it is first in all of its stories, and was not due already.
local function free(due, owed, chain, delivery, now)
  if redis.call('ZSCORE', due, delivery) then return end
  local state = redis.call('HGET', owed, delivery)
  if not state then return end
  for story in string.gmatch(string.match(state, '^%d+ %d+ %d+ (.*)$'), '%S+') do
    if string.match(redis.call('HGET', chain, story) or '', '^%S+') ~= delivery then return end
  end
  redis.call('ZADD', due, now, delivery)
end

-- Writes what an entry of the log owes, from the place on that `owing.from` names, as far as there is room; that
-- is the next place then, or nil where nobody is left. `to`: all subscribers, those with streams first. Gives
-- the room that is left.
local function write(prefix, ready, owing, event, to, room)
  local owed, due, now = 0, {}, owing.now
  local entry_costs = 0.6 + #event / 10000
  while room > 0 do
    local from, till = string.find(to, '%S+', owing.from)
    if not from then break end
    local name = string.sub(to, from, till)
    owing.from = till + 1
    if owing.streams > 0 then
      owing.streams = owing.streams - 1
      redis.call('XADD', prefix .. ':news:to:' .. name, 'MINID', '~', owing.oldest, '*', 'data', event)
      room = room - entry_costs
    else
      local new, first, spent = owe(prefix, ready, name, owing.delivery, owing.story, now)
      if new then owed = owed + 1 end
      if first then
        due[#due + 1] = now
        due[#due + 1] = name
      end
      room = room - spent
    end
  end
  if not string.find(to, '%S', owing.from) then owing.from = nil end
  embody(prefix, owing.delivery, event, owed, owing.trace)
  if #due > 0 then redis.call('ZADD', ready, 'LT', unpack(due)) end
  return room
end

-- What is still to be owed, as it stands on the to-do list; and back, nil where it is none of ours.
local function to_do(owing)
  return table.concat({
    owing.entry, owing.delivery, owing.story, owing.now, owing.oldest, owing.streams, owing.from, owing.trace,
  }, ' ')
end

local function to_owe(line)
  local entry, delivery, story, now, oldest, streams, from, trace =
    string.match(line, '^(%d+%-%d+) (%S+) (%S+) (%d+) (%S+) (%d+) (%d+) (.*)$')
  return entry and {
    entry = entry, delivery = delivery, story = story, now = now, oldest = oldest,
    streams = tonumber(streams), from = tonumber(from), trace = trace,
  }
end
