#!lua
-- Publishes items of one source: known? else remember the aliases and add. One atomic step; refused as
-- a whole when Redis is out of memory or read-only (the shebang line sees to that), so that an alias is
-- never remembered without its headline.
--
-- KEYS  1 headline stream   2 epoch   3… alias buckets, the newest first
-- ARGV  1 epoch   2 backlog   3 oldest id that still counts (nine letters)   4 bucket's life in ms
--       5 source   6 "learn" or "publish"   then for each item:
--         new id, known id or "", known print or "", print, "1" where marked, "new" or "withdrawn",
--         JSON behind the id and `was`, number of aliases, aliases…
-- gives a list: the verdict and the id of each item: "new", "edited", "marked", "withdrawn",
--       "known" or "learnt";
--       or {"EPOCH"} (this store is not the one that was learnt), or {"FULL"}.
--
-- In a bucket: alias → id;  id:source → print last shown;  !id → the publisher marked it.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then return {'EPOCH'} end
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[2]) then return {'FULL'} end

local oldest, life, source, learning = ARGV[3], ARGV[4], ARGV[5], ARGV[6] == 'learn'

local function find(field)
  for b = 3, #KEYS do
    local value = redis.call('HGET', KEYS[b], field)
    if value then return value end
  end
  return nil
end

local verdicts, at = {}, 7
while at <= #ARGV do
  local new_id, known_id, known_print = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local print, marked, what, json = ARGV[at + 3], ARGV[at + 4] == '1', ARGV[at + 5], ARGV[at + 6]
  local count = tonumber(ARGV[at + 7])
  local first = at + 8
  at = first + count

  local id = nil
  for i = first, first + count - 1 do
    id = find(ARGV[i])
    if id then break end
  end
  if not id and known_id ~= '' then id = known_id end

  local shown, was_marked = nil, false
  if id then
    shown = find(id .. ':' .. source)
    if not shown and known_print ~= '' then shown = known_print end
    was_marked = find('!' .. id) ~= nil
  end

  local verdict
  if what == 'withdrawn' then
    verdict = id and shown ~= '-' and 'withdrawn' or 'known'
    print = '-'  -- whatever it shows when it comes back is another print
  elseif not id then
    id, verdict = new_id, 'new'
  elseif shown and shown ~= print then
    if string.sub(id, 1, 9) < oldest then
      -- Its story is no longer kept: what it says now is a new item.
      id, verdict, was_marked = new_id, 'new', false
    else
      verdict = 'edited'
    end
  elseif marked and not was_marked then
    verdict = 'marked'
  else
    verdict = 'known'
  end

  if id then
    for i = first, first + count - 1 do redis.call('HSET', KEYS[3], ARGV[i], id) end
    redis.call('HSET', KEYS[3], id .. ':' .. source, print)
    if marked then redis.call('HSET', KEYS[3], '!' .. id, '1') end
  end
  if verdict ~= 'known' then
    if learning then
      verdict = 'learnt'
    else
      redis.call('XADD', KEYS[1], '*', 'data',
        '{"id":"' .. id .. '","was":"' .. verdict .. '",' .. json)
    end
  end
  verdicts[#verdicts + 1] = verdict
  verdicts[#verdicts + 1] = id or ''
end
redis.call('PEXPIRE', KEYS[3], life)
return verdicts
