// The button of push_button.py: lets pages of this browser notify, and subscribes it to web push, so
// that it is told while they are closed, too; or takes both away again.
const bytes = (text) => {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/') + '='.repeat(-text.length & 3));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
};
const same = (buffer, wanted) => {
  const got = new Uint8Array(buffer || []);
  return got.length === wanted.length && got.every((one, at) => one === wanted[at]);
};
const ask = async (path, body) => {
  const answer = await fetch(path, body === undefined ? {} : {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.why || `The hub answers ${answer.status}.`);
  return said;
};
const name = () => {
  const agent = navigator.userAgent;
  const which = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'].find((one) => agent.includes(one));
  const where = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac', 'Linux'].find((one) =>
    agent.includes(one));
  return `${{ Edg: 'Edge', OPR: 'Opera' }[which] || which || 'A browser'} on ${where || 'a device'}`;
};

export default (component) => {
  const { parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector('button');
  const status = parentElement.querySelector('p');
  const known = new Set((component.data && component.data.endpoints) || []);
  let mine = null;
  let over = false;
  const say = (text) => { status.textContent = text; };
  // What open pages go by, too (nav/alerts.ts).
  const SWITCH = 'sb-notify';
  const on = () => Notification.permission === 'granted' && localStorage.getItem(SWITCH) !== 'off';
  const show = () => {
    button.disabled = false;
    button.textContent = mine || on() ? 'Stop telling this browser' : 'Tell me in this browser';
  };
  const OPEN = 'This browser tells you while a page is open.';

  const look = async () => {
    if (!('serviceWorker' in navigator) || !('Notification' in window)) {
      button.disabled = true;
      button.textContent = 'Tell me in this browser';
      say(window.isSecureContext
        ? 'This browser shows no notifications. On an iPhone or iPad, add the console to the home screen first.'
        : 'Notifications need the console under https.');
      return;
    }
    const worker = await navigator.serviceWorker.ready;
    const found = await worker.pushManager?.getSubscription();
    if (over) return;
    // A subscription that the hub does not know (any more) is none.
    mine = found && known.has(await digest(found.endpoint)) ? found : null;
    if (over) return;
    show();
    if (!mine && on()) say(OPEN);
  };
  const digest = async (text) => {
    const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
    return [...new Uint8Array(sum)].map((one) => one.toString(16).padStart(2, '0')).join('');
  };
  const subscribe = async () => {
    const allowed = await Notification.requestPermission();
    if (allowed !== 'granted') {
      throw new Error('This browser does not let the console notify you. Its settings for this site do.');
    }
    localStorage.removeItem(SWITCH);
    try {
      await push();
      say('This browser tells you, also while the page is closed.');
    } catch (error) {
      say(`${OPEN} While none is open it cannot: ${error.message || 'it takes no push messages'}`);
    }
  };
  const push = async () => {
    const worker = await navigator.serviceWorker.ready;
    if (!worker.pushManager) throw new Error('it takes no push messages.');
    const key = bytes((await ask('/push/key')).key);
    let found = await worker.pushManager.getSubscription();
    if (found && !same(found.options.applicationServerKey, key)) {
      await found.unsubscribe();
      found = null;
    }
    found = found || await worker.pushManager.subscribe({
      userVisibleOnly: true, applicationServerKey: key,
    });
    const { endpoint, keys } = found.toJSON();
    await ask('/push/subscribe', { endpoint, keys, name: name() });
    mine = found;
  };
  const unsubscribe = async () => {
    if (mine) {
      await ask('/push/unsubscribe', { endpoint: mine.endpoint });
      await mine.unsubscribe();
      mine = null;
    }
    localStorage.setItem(SWITCH, 'off');
    say('This browser tells you nothing any more.');
  };

  button.onclick = async () => {
    button.disabled = true;
    say('');
    try {
      await (mine || on() ? unsubscribe() : subscribe());
      setTriggerValue('changed', true);
    } catch (error) {
      say(error.message || 'It did not work.');
    }
    show();
  };
  look().catch(() => { show(); });
  return () => { over = true; };
};
