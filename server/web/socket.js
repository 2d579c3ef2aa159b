"use strict";
// A WebSocket for Flet that outlives the sockets under it, so that a dropped line shows nothing but a quiet
// notice. The server's half, and what the two say to each other, is in resume.py.
{
  const Socket = window.WebSocket;
  const QUIET_MS = 15000; // after so long without a word the other side is asked whether it is there
  const ANSWER_MS = 4000; // and has so long to answer
  const NOTICE_MS = 1500; // a break shorter than this is not worth a notice
  const LONGEST_WAIT_MS = 2000;
  const PART = 256 * 1024; // what is larger goes in parts
  const MORE = 2 ** 31; // says that another part follows, or, from the server, that it is packed
  const PACKS = "DecompressionStream" in window ? "z" : "";
  const CONNECTING = 0, OPEN = 1, CLOSING = 2, CLOSED = 3;

  const unpack = (data) =>
    new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).arrayBuffer();

  class PatientSocket extends EventTarget {
    constructor(url) {
      super();
      Object.assign(this, { url, readyState: CONNECTING, bufferedAmount: 0, extensions: "", protocol: "" });
      this.binaryType = "arraybuffer";
      this.link = "";
      this.sent = 0;
      this.got = 0;
      this.unread = [];
      this.tries = 0;
      this.messages = 0;
      this.heard = Date.now();
      this.stop = new AbortController();
      const { signal } = this.stop;
      for (const event of ["online", "offline", "pageshow"]) addEventListener(event, () => this.wake(), { signal });
      document.addEventListener("visibilitychange", () => this.wake(), { signal });
      addEventListener("pagehide", () => this.say("BYE"), { signal });
      this.watch = setInterval(() => { if (Date.now() - this.heard > QUIET_MS) this.probe(); }, 5000);
      shell.cover(true);
      this.connect();
    }

    connect() {
      clearTimeout(this.again);
      this.again = 0;
      const socket = (this.socket = new Socket(this.url));
      socket.binaryType = "arraybuffer";
      socket.onopen = () => socket.send(`H:${this.link}:${this.got}:${PACKS}`);
      socket.onmessage = (event) => this.hear(event.data);
      socket.onclose = () => this.lost(socket);
    }

    // The line broke. Tell Flet nothing, and try again for as long as it takes.
    lost(socket) {
      if (socket !== this.socket || this.readyState >= CLOSING) return;
      this.socket = null;
      this.notice ??= setTimeout(() => shell.lost(this.heard), NOTICE_MS);
      const wait = Math.min(LONGEST_WAIT_MS, 150 * 2 ** this.tries++) * (0.75 + Math.random() / 2);
      this.again = setTimeout(() => this.connect(), wait);
    }

    // The computer woke up, or the network changed: find out at once.
    wake() {
      if (document.visibilityState === "hidden") return;
      if (this.again) this.connect();
      else this.probe();
    }

    // A line can be dead without anybody having been told.
    probe() {
      const { socket, heard } = this;
      if (!socket || this.doubt) return;
      if (socket.readyState === Socket.OPEN) socket.send("P");
      this.doubt = setTimeout(() => {
        this.doubt = 0;
        if (this.socket !== socket || this.heard !== heard) return;
        socket.onclose = socket.onmessage = socket.onopen = null;
        socket.close();
        this.lost(socket);
      }, ANSWER_MS);
    }

    hear(data) {
      this.heard = Date.now();
      if (typeof data !== "string") this.take(data);
      else if (data[0] === "R") this.resume(...data.slice(2).split(":"));
      else if (data[0] === "A") this.confirm(Number(data.slice(2)));
      else if (data[0] === "N") this.end(data.slice(2));
    }

    resume(link, got) {
      const fresh = !this.link;
      this.link = link;
      this.tries = 0;
      clearTimeout(this.notice);
      this.notice = undefined;
      shell.found();
      this.confirm(Number(got));
      for (const part of this.unread) this.frame(...part);
      if (!fresh) return;
      this.readyState = OPEN;
      this.fire("open", new Event("open"));
    }

    take(data) {
      const view = new DataView(data);
      this.confirm(view.getUint32(4, true));
      const number = view.getUint32(0, true), isPacked = number >= MORE;
      if (number % MORE !== this.got + 1) return;
      this.got += 1;
      // The first message is Flet's own empty page; with the second our app has begun to speak.
      if (++this.messages === 2) shell.reveal();
      this.deliver(data.slice(8), isPacked);
      this.thanks ||= setTimeout(() => { this.thanks = 0; this.say(`A:${this.got}`); }, 50);
    }

    // Unpacking takes a moment: what comes meanwhile waits its turn.
    deliver(data, isPacked) {
      const tell = (whole) => this.fire("message", new MessageEvent("message", { data: whole }));
      if (!isPacked && !this.line) return tell(data);
      const mine = (this.line = Promise.resolve(this.line)
        .then(() => (isPacked ? unpack(data) : data))
        .then(tell)
        .finally(() => { if (this.line === mine) this.line = null; }));
      return mine;
    }

    // The server does not know this link any more: it was restarted, or we were away too long.
    end(version) {
      this.finish();
      // It was brought up to date meanwhile: our own files are of yesterday.
      if (version !== settings.version) return location.reload();
      shell.found();
      shell.cover(true, true);
      this.fire("close", new CloseEvent("close", { code: 1006 }));
    }

    finish() {
      this.readyState = CLOSED;
      this.stop.abort();
      clearInterval(this.watch);
      for (const timer of [this.again, this.notice, this.doubt, this.thanks]) clearTimeout(timer);
    }

    confirm(number) {
      while (this.unread.length && this.unread[0][0] <= number) this.unread.shift();
    }

    say(text) {
      if (this.socket?.readyState === Socket.OPEN) this.socket.send(text);
    }

    frame(number, payload, more) {
      if (this.socket?.readyState !== Socket.OPEN || !this.link) return;
      const frame = new Uint8Array(8 + payload.byteLength);
      const view = new DataView(frame.buffer);
      view.setUint32(0, more ? number | MORE : number, true);
      view.setUint32(4, this.got, true);
      frame.set(payload, 8);
      this.socket.send(frame);
    }

    fire(name, event) {
      this.dispatchEvent(event);
      this["on" + name]?.call(this, event);
    }

    send(data) {
      const payload = ArrayBuffer.isView(data)
        ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice()
        : new Uint8Array(data).slice();
      for (let at = 0; at === 0 || at < payload.byteLength; at += PART) {
        const part = [++this.sent, payload.subarray(at, at + PART), at + PART < payload.byteLength];
        this.unread.push(part);
        this.frame(...part);
      }
    }

    close() {
      if (this.readyState >= CLOSING) return;
      this.say("BYE");
      this.socket?.close();
      this.finish();
      this.fire("close", new CloseEvent("close", { code: 1000, wasClean: true }));
    }
  }

  for (const [name, value] of Object.entries({ CONNECTING, OPEN, CLOSING, CLOSED })) {
    PatientSocket[name] = PatientSocket.prototype[name] = value;
  }
  window.WebSocket = PatientSocket;
}
