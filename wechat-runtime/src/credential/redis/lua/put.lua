-- KEYS: the value. ARGV: value, obtained, expires or '', fence or '', the caller's idea of the
-- server's time, milliseconds that a value is kept after its end or '' for ever.
-- {time, 1}: kept; {time, 0}: what is there is newer.
local now = clock()
local drift = now - number(ARGV[5])
if math.abs(drift) <= SLACK then
  drift = 0
end
local obtained = math.max(0, number(ARGV[2]) + drift)
local fence = number(ARGV[4])

local found = kind(KEYS[1])
if found == 'hash' then
  local old = redis.call('HMGET', KEYS[1], 'value', 'obtained', 'fence', 'expires')
  local old_obtained, old_fence, old_expires = number(old[2]), number(old[3]) or 0, number(old[4])
  -- What cannot be read is not newer, and neither is what comes from the day after tomorrow.
  local whole = old[1] and old_obtained and (old_expires or not old[4])
  if whole and old_obtained < now + 2 * DAY then
    local ended = old_expires and old_expires <= obtained
    -- The clocks of two machines that took turns may be apart by that much.
    local slack = fence and fence > old_fence and SLACK or 0
    local later = obtained + slack < old_obtained
    if not ended and (later or fence and fence < old_fence) then
      return { now, 0 }
    end
  end
  fence = fence or old_fence
elseif found ~= 'none' then
  redis.call('DEL', KEYS[1])
end

redis.call('HSET', KEYS[1], 'value', ARGV[1], 'obtained', text(obtained), 'fence', text(fence or 0))
if ARGV[3] == '' then
  redis.call('HDEL', KEYS[1], 'expires')
  redis.call('PERSIST', KEYS[1])
  return { now, 1 }
end
local expires = math.max(0, number(ARGV[3]) + drift)
redis.call('HSET', KEYS[1], 'expires', text(expires))
if ARGV[6] == '' then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIREAT', KEYS[1], text(math.floor(expires / 1000) + tonumber(ARGV[6])))
end
return { now, 1 }
