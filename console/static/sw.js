// The service worker: shows what is pushed, opens the right place, and says so when the hub is away.
// It keeps no page and nothing that was in one.
'use strict';

const OFFLINE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Signalbox is not reached</title>
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; gap: 16px;
  padding: 24px; font: 15px/1.5 system-ui, sans-serif; text-align: center }
h1 { font-size: 22px; font-weight: 600; margin: 0 }
p { margin: 0; max-width: 34em }
a { display: inline-block; min-height: 44px; line-height: 44px; padding: 0 20px; border: 1px solid;
  border-radius: 8px; color: inherit; text-decoration: none; justify-self: center }
</style></head><body>
<h1>The hub is not reached</h1>
<p>Your sessions go on where they are. This device has no way to the hub just now, or the hub is
off.</p>
<a href="">Try again</a>
</body></html>`;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  event.respondWith(
    fetch(event.request).catch(
      () =>
        new Response(OFFLINE, {
          status: 503,
          headers: {
            'Content-Type': 'text/html; charset=utf-8',
            'Cache-Control': 'no-store',
            'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
          },
        }),
    ),
  );
});

const text = (value, most, otherwise) =>
  typeof value === 'string' && value ? value.slice(0, most) : otherwise;

// Own paths only: what was pushed cannot lead anywhere else.
const ownPath = (value) => {
  try {
    const url = new URL(typeof value === 'string' ? value : '/', self.location.origin);
    return url.origin === self.location.origin ? url.href : `${self.location.origin}/`;
  } catch {
    return `${self.location.origin}/`;
  }
};

self.addEventListener('push', (event) => {
  let said = {};
  try {
    said = (event.data && event.data.json()) || {};
  } catch {
    // Browsers show a line of their own when we show none.
  }
  event.waitUntil(
    self.registration.showNotification(text(said.title, 300, 'Signalbox has news'), {
      body: text(said.body, 500, ''),
      // The same tag from push, a page and another tab is one notification.
      tag: text(said.tag, 200, 'signalbox'),
      icon: '/icons/icon-192.png',
      badge: '/icons/icon-192.png',
      timestamp: typeof said.at === 'number' ? Math.floor(said.at / 1000) : Date.now(),
      data: { path: ownPath(said.path) },
    }),
  );
});

// Pages spell a session's slashes in their address as they like.
const place = (href) => {
  const url = new URL(href);
  return [url.pathname, url.searchParams.get('s') || '', url.searchParams.get('a') || ''].join(' ');
};

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const href = ownPath(event.notification.data && event.notification.data.path);
  event.waitUntil(
    (async () => {
      const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
      const there = pages.find((page) => place(page.url) === place(href));
      if (there) return there.focus();
      for (const page of pages) {
        // A page on which somebody may be writing stays where it is.
        if (new URL(page.url).pathname === '/session') continue;
        try {
          const moved = await page.navigate(href);
          if (moved) return moved.focus();
        } catch {
          // Not ours to steer: try the next.
        }
      }
      return self.clients.openWindow(href);
    })(),
  );
});
