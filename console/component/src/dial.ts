// The way to the hub: MQTT over the page's own WebSocket. One client of mqtt.js per attempt.

import mqtt, { type MqttClient } from "mqtt";
import { newId } from "./request";

/** One attempt: what the link needs of a transport; tests have one of their own. */
export interface Wire {
  publish(topic: string, text: string, qos: 0 | 1): void;
  subscribe(filters: string[], refused: (filter: string) => void): void;
  unsubscribe(filters: string[]): void;
  ping(): void;
  end(): void;
}
export interface WireEvents {
  connected(): void;
  closed(): void;
  message(topic: string, payload: Uint8Array): void;
  heard(): void;
}
export type Dial = (user: string, events: WireEvents) => Wire;

export const KEEPALIVE_S = 20;
export const HANDSHAKE_MS = 8_000;

export function dialMqtt(user: string, events: WireEvents): Wire {
  const url = `${location.origin.replace(/^http/, "ws")}/mqtt`;
  const client: MqttClient = mqtt.connect(url, {
    protocolVersion: 4,
    clean: true,
    clientId: `browser-${newId().slice(0, 12)}`,
    username: user,
    keepalive: KEEPALIVE_S,
    reschedulePings: true,
    reconnectPeriod: 0,
    resubscribe: false,
    queueQoSZero: false,
    connectTimeout: HANDSHAKE_MS,
    timerVariant: "native",
  });
  client.on("connect", () => events.connected());
  client.on("close", () => events.closed());
  client.on("error", () => events.closed());
  client.on("message", (topic, bytes) => events.message(topic, bytes));
  client.on("packetreceive", () => events.heard());
  return {
    publish: (topic, text, qos) => void client.publish(topic, text, { qos, retain: false }),
    subscribe: (filters, refused) =>
      void client.subscribe(filters, { qos: 1 }, (_, granted) => {
        for (const one of granted ?? []) if (one.qos === 128) refused(one.topic);
      }),
    unsubscribe: (filters) => void client.unsubscribe(filters),
    ping: () => client.sendPing(),
    end: () => {
      client.removeAllListeners();
      client.on("error", () => undefined);
      client.end(true);
    },
  };
}
