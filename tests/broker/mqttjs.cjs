// Talks to a broker as a program with mqtt.js would; prints what happened as JSON lines.
// node mqttjs.cjs MODULES URL USER PASSWORD COUNT
const [, , modules, url, username, password, count] = process.argv;
const mqtt = require(modules + "/mqtt");
const say = (what) => console.log(JSON.stringify(what));
const options = { username, password, clientId: "js", reconnectPeriod: 0, rejectUnauthorized: true };
if (process.env.CA) options.ca = require("fs").readFileSync(process.env.CA);

(async () => {
  const client = await mqtt.connectAsync(url, options, false);
  say({ granted: await client.subscribeAsync({ "a/#": { qos: 1 }, forbidden: { qos: 1 }, b: { qos: 2 } })
    .catch((error) => error.message) });
  say({ granted: (await client.subscribeAsync({ "a/#": { qos: 1 }, b: { qos: 2 } })).map((g) => g.qos) });
  const got = [];
  const all = new Promise((done) => client.on("message", (topic, payload, packet) => {
    got.push([topic, payload.toString(), packet.qos, packet.retain]);
    if (got.length === Number(count)) done();
  }));
  for (let n = 0; n < Number(count); n++) {
    await client.publishAsync("a/b", String(n), { qos: n % 3, retain: n === 5 });
  }
  await all;
  say({ got });
  const later = await mqtt.connectAsync(url, { ...options, clientId: "later" }, false);
  const kept = new Promise((done) => later.on("message", (topic, payload, packet) =>
    done([topic, payload.toString(), packet.retain])));
  await later.subscribeAsync("a/b");
  say({ kept: await kept });
  await later.endAsync();
  await client.endAsync();
  say({ ended: true });
})().catch((error) => { say({ failed: String(error), code: error.code }); process.exit(1); });
