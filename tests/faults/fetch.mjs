// Asks one request after the other with Node's own fetch, and prints what came of each: a reply, or what was thrown.
const asked = JSON.parse(process.argv[2]);

function thrown(error, at) {
  const cause = error.cause ?? {};
  return { at, error: error.name, message: error.message, code: cause.code ?? null, cause: cause.message ?? null };
}

async function tell({ url, headers, method = "GET", form, patience = 5000 }) {
  const body = form && new URLSearchParams(form);
  let answer;
  try {
    answer = await fetch(url, { method, headers, body, signal: AbortSignal.timeout(patience) });
  } catch (error) {
    return thrown(error, "fetch");
  }
  const told = { status: answer.status, headers: Object.fromEntries(answer.headers) };
  try {
    return { ...told, json: await answer.json() };
  } catch (error) {
    return { ...told, ...thrown(error, "body") };
  }
}

const told = {};
for (const [name, requests] of Object.entries(asked)) {
  told[name] = [];
  for (const request of requests) {
    told[name].push(await tell(request));
  }
}
console.log(JSON.stringify(told));
