-- For wrk: sends the bodies of the file BODIES, one a line, in turn, and prints the figures on one line.
local bodies = {}
for line in io.lines(os.getenv("BODIES")) do bodies[#bodies + 1] = line end

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

local sent = 0
request = function()
  sent = sent % #bodies + 1
  return wrk.format(nil, "/prediction", nil, bodies[sent])
end

done = function(summary, latency, _)
  local errors = summary.errors
  io.write(string.format("RESULT rps=%.0f p50=%.3f p99=%.3f max=%.1f requests=%d refused=%d broken=%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    latency.max / 1e3, summary.requests, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
