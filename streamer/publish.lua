#!lua
-- Publishes items of one source: known? else remember the aliases and add. One atomic step; refused as
-- a whole when Redis is out of memory or read-only (the shebang line sees to that), so that an alias is
-- never remembered without its headline.
--
-- KEYS  1 headline stream   2 epoch   3… alias buckets: the present one, the next one (a clock ahead of
--       ours writes there), then back in time
-- ARGV  1 epoch   2 backlog   3 oldest id that still counts (nine letters)   4 bucket's life in ms
--       5 source   6 "learn" or "publish"   then for each item:
--         new id; what the source showed of it before: id, print, "1" where marked, or "" thrice;
--         print, "1" where marked, "new" or "withdrawn", JSON behind the id and `was`,
--         traceparent or "", number of aliases, aliases…
-- gives a list: the verdict and the id of each item: "new", "edited", "marked", "withdrawn",
--       "known" or "learnt";
--       or {"EPOCH"} (this store is not the one that was learnt), or {"FULL"}.
--
-- In a bucket: alias → id;  id:source → print last shown;  !id → the publisher marked it.
-- An item that the source shows unchanged, or takes back, is the one it showed before, whatever its aliases
-- have come to mean since.

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
  local new_id, known_id, known_print, known_mark = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
  local print, marked, what, json = ARGV[at + 4], ARGV[at + 5] == '1', ARGV[at + 6], ARGV[at + 7]
  local traceparent, count = ARGV[at + 8], tonumber(ARGV[at + 9])
  local first = at + 10
  at = first + count

  local id = nil
  if known_id ~= '' and (what == 'withdrawn' or known_print == print) then id = known_id end
  for i = first, first + count - 1 do
    if id then break end
    id = find(ARGV[i])
  end
  if not id and known_id ~= '' then id = known_id end

  local shown, was_marked, forgotten = nil, false, false
  if id then
    shown = find(id .. ':' .. source)
    if not shown and known_print ~= '' then shown = known_print end
    was_marked = known_mark == '1' or find('!' .. id) ~= nil
    forgotten = string.sub(id, 1, 9) < oldest
  end

  local verdict
  if what == 'withdrawn' then
    verdict = id and not forgotten and shown ~= '-' and 'withdrawn' or 'known'
    print = '-'  -- whatever it shows when it comes back is another print
  elseif not id then
    id, verdict = new_id, 'new'
  elseif shown and shown ~= print then
    verdict = 'edited'
  elseif marked and not was_marked then
    verdict = 'marked'
  else
    verdict = 'known'
  end
  if forgotten and (verdict == 'edited' or verdict == 'marked') then
    -- Its story is no longer kept: what it says now is a new item.
    id, verdict = new_id, 'new'
  end

  if id then
    for i = first, first + count - 1 do
      local held = what == 'withdrawn' and find(ARGV[i]) or id
      if held == id then redis.call('HSET', KEYS[3], ARGV[i], id) end
    end
    redis.call('HSET', KEYS[3], id .. ':' .. source, print)
    if marked then redis.call('HSET', KEYS[3], '!' .. id, '1') end
  end
  if verdict ~= 'known' then
    if learning then
      verdict = 'learnt'
    else
      local data = '{"id":"' .. id .. '","was":"' .. verdict .. '",' .. json
      if traceparent == '' then
        redis.call('XADD', KEYS[1], '*', 'data', data)
      else
        redis.call('XADD', KEYS[1], '*', 'data', data, 'traceparent', traceparent)
      end
    end
  end
  verdicts[#verdicts + 1] = verdict
  verdicts[#verdicts + 1] = id or ''
end
redis.call('PEXPIRE', KEYS[3], life)
return verdicts
