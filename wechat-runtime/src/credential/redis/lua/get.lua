-- KEYS: the value. ARGV: how long it may be.
-- {time}: there is none; {time, 'hash', value, obtained, expires}: found; {time, why}: unreadable.
local now = clock()
local found = kind(KEYS[1])
if found == 'none' then
  return { now }
end
if found ~= 'hash' then
  return { now, found }
end
if redis.call('HSTRLEN', KEYS[1], 'value') > tonumber(ARGV[1]) then
  return { now, 'hash whose value is too long' }
end
local kept = redis.call('HMGET', KEYS[1], 'value', 'obtained', 'expires')
return { now, 'hash', kept[1], kept[2], kept[3] }
