// src/component.ts
function e(e, t) {
	let n = e?.[t];
	return typeof n == "string" ? n : "";
}
function t(e, t = "", n = "") {
	let r = document.createElement(e);
	return t && (r.className = t), n && (r.textContent = n), r;
}
function n(e, t = "i", n = 24) {
	let r = "http://www.w3.org/2000/svg", i = document.createElementNS(r, "svg");
	i.setAttribute("class", t), i.setAttribute("viewBox", `0 0 ${n} ${n}`), i.setAttribute("aria-hidden", "true");
	let a = document.createElementNS(r, "path");
	return a.setAttribute("d", e), i.append(a), i;
}
// src/kept.ts
var r = class {
	end;
	rest;
	held = /* @__PURE__ */ new Map();
	constructor(e, t = () => void 0) {
		this.end = e, this.rest = t;
	}
	take(e, t) {
		let n = this.held.get(e);
		n || (n = {
			value: t(),
			users: 0,
			timer: void 0
		}, this.held.set(e, n));
		let r = n;
		clearTimeout(r.timer), r.users += 1;
		let i = !1;
		return [r.value, () => {
			i || (i = !0, --r.users, r.users || (this.rest(r.value), r.timer = setTimeout(() => {
				this.held.delete(e), this.end(r.value);
			}, 15e3)));
		}];
	}
}, i = class {
	user;
	version;
	subscribe;
	publish;
	held;
	whom;
	constructor(e, t, n, r, i, a) {
		this.user = e, this.version = t, this.subscribe = n, this.publish = r, this.held = i, this.whom = a;
	}
	may(e, t, n, r) {
		return this.held.some((i) => i.rights.includes(e) && a(i.machine, t) && a(i.project, n) && a(i.session, r));
	}
	ask(e) {
		return this.whom[e] ?? [];
	}
	filters(e) {
		return this.subscribe[e] ?? [];
	}
};
function a(e, t) {
	return e === "+" || t === void 0 || e === t;
}
var o = class {
	version = -1;
	pages = /* @__PURE__ */ new Map();
	take(e) {
		let t = typeof e.version == "number" ? e.version : 0, n = typeof e.page == "number" ? e.page : 1, r = typeof e.pages == "number" ? e.pages : 1;
		t !== this.version && (this.pages.clear(), this.version = t), this.pages.set(n, e);
		let i = Array.from({ length: r }, (e, t) => this.pages.get(t + 1));
		return this.pages.has(1) ? s(i.filter((e) => e !== void 0)) : null;
	}
};
function s(e) {
	let t = (t) => {
		let n = Object.create(null);
		for (let r of e) for (let [e, i] of Object.entries(r[t] ?? {})) n[e] = [...n[e] ?? [], ...c(i)];
		return n;
	}, n = e.flatMap((e) => Array.isArray(e.held) ? e.held : []).map((e) => ({
		machine: String(e?.machine ?? ""),
		project: String(e?.project ?? ""),
		session: String(e?.session ?? "+"),
		rights: c(e?.rights)
	})), r = e[0] ?? {};
	return new i(String(r.user ?? ""), Number(r.version ?? 0), t("subscribe"), t("publish"), n, t("ask"));
}
function c(e) {
	return Array.isArray(e) ? e.filter((e) => typeof e == "string") : [];
}
// node_modules/mqtt/dist/mqtt.esm.js
var l = Object.defineProperty, u = Object.getOwnPropertyDescriptor, d = Object.getOwnPropertyNames, f = Object.prototype.hasOwnProperty, p = (e, t) => () => (e && (t = e(e = 0)), t), m = (e, t) => () => (t || e((t = { exports: {} }).exports, t), t.exports), h = (e, t) => {
	for (var n in t) l(e, n, {
		get: t[n],
		enumerable: !0
	});
}, g = (e, t, n, r) => {
	if (t && typeof t == "object" || typeof t == "function") for (let i of d(t)) !f.call(e, i) && i !== n && l(e, i, {
		get: () => t[i],
		enumerable: !(r = u(t, i)) || r.enumerable
	});
	return e;
}, _ = (e) => g(l({}, "__esModule", { value: !0 }), e), v = p(() => {}), y = {};
h(y, {
	_debugEnd: () => De,
	_debugProcess: () => Ee,
	_events: () => Ge,
	_eventsCount: () => Ke,
	_exiting: () => pe,
	_fatalExceptions: () => Ce,
	_getActiveHandles: () => k,
	_getActiveRequests: () => O,
	_kill: () => he,
	_linkedBinding: () => E,
	_maxListeners: () => We,
	_preload_modules: () => ze,
	_rawDebug: () => ue,
	_startProfilerIdleNotifier: () => Oe,
	_stopProfilerIdleNotifier: () => ke,
	_tickCallback: () => Te,
	abort: () => Ne,
	addListener: () => qe,
	allowedNodeEnvironmentFlags: () => xe,
	arch: () => V,
	argv: () => W,
	argv0: () => Re,
	assert: () => A,
	binding: () => ie,
	browser: () => le,
	chdir: () => se,
	config: () => me,
	cpuUsage: () => K,
	cwd: () => oe,
	debugPort: () => Le,
	default: () => tt,
	dlopen: () => D,
	domain: () => fe,
	emit: () => Qe,
	emitWarning: () => re,
	env: () => U,
	execArgv: () => ee,
	execPath: () => Ie,
	exit: () => ye,
	features: () => Se,
	hasUncaughtExceptionCaptureCallback: () => j,
	hrtime: () => N,
	kill: () => ve,
	listeners: () => F,
	memoryUsage: () => _e,
	moduleLoadList: () => de,
	nextTick: () => C,
	off: () => Ye,
	on: () => P,
	once: () => Je,
	openStdin: () => be,
	pid: () => Pe,
	platform: () => H,
	ppid: () => Fe,
	prependListener: () => $e,
	prependOnceListener: () => et,
	reallyExit: () => G,
	release: () => ce,
	removeAllListeners: () => Ze,
	removeListener: () => Xe,
	resourceUsage: () => ge,
	setSourceMapsEnabled: () => Be,
	setUncaughtExceptionCaptureCallback: () => we,
	stderr: () => je,
	stdin: () => Me,
	stdout: () => Ae,
	title: () => B,
	umask: () => ae,
	uptime: () => M,
	version: () => te,
	versions: () => ne
});
function b(e) {
	throw Error("Node.js process " + e + " is not supported by JSPM core outside of Node.js");
}
function x() {
	!L || !R || (L = !1, R.length ? I = R.concat(I) : z = -1, I.length && S());
}
function S() {
	if (!L) {
		var e = setTimeout(x, 0);
		L = !0;
		for (var t = I.length; t;) {
			for (R = I, I = []; ++z < t;) R && R[z].run();
			z = -1, t = I.length;
		}
		R = null, L = !1, clearTimeout(e);
	}
}
function C(e) {
	var t = Array(arguments.length - 1);
	if (arguments.length > 1) for (var n = 1; n < arguments.length; n++) t[n - 1] = arguments[n];
	I.push(new w(e, t)), I.length === 1 && !L && setTimeout(S, 0);
}
function w(e, t) {
	this.fun = e, this.array = t;
}
function T() {}
function E(e) {
	b("_linkedBinding");
}
function D(e) {
	b("dlopen");
}
function O() {
	return [];
}
function k() {
	return [];
}
function A(e, t) {
	if (!e) throw Error(t || "assertion error");
}
function j() {
	return !1;
}
function M() {
	return Ve.now() / 1e3;
}
function N(e) {
	var t = Math.floor((Date.now() - Ve.now()) * .001), n = Ve.now() * .001, r = Math.floor(n) + t, i = Math.floor(n % 1 * 1e9);
	return e && (r -= e[0], i -= e[1], i < 0 && (r--, i += Ue)), [r, i];
}
function P() {
	return tt;
}
function F(e) {
	return [];
}
var I, L, R, z, B, V, H, U, W, ee, te, ne, re, ie, ae, oe, se, ce, le, ue, de, fe, pe, me, G, he, K, ge, _e, ve, ye, be, xe, Se, Ce, we, Te, Ee, De, Oe, ke, Ae, je, Me, Ne, Pe, Fe, Ie, Le, Re, ze, Be, Ve, He, Ue, We, Ge, Ke, qe, Je, Ye, Xe, Ze, Qe, $e, et, tt, nt = p(() => {
	v(), J(), q(), I = [], L = !1, z = -1, w.prototype.run = function() {
		this.fun.apply(null, this.array);
	}, B = "browser", V = "x64", H = "browser", U = {
		PATH: "/usr/bin",
		LANG: typeof navigator < "u" ? navigator.language + ".UTF-8" : void 0,
		PWD: "/",
		HOME: "/home",
		TMP: "/tmp"
	}, W = ["/usr/bin/node"], ee = [], te = "v16.8.0", ne = {}, re = function(e, t) {
		console.warn((t ? t + ": " : "") + e);
	}, ie = function(e) {
		b("binding");
	}, ae = function(e) {
		return 0;
	}, oe = function() {
		return "/";
	}, se = function(e) {}, ce = {
		name: "node",
		sourceUrl: "",
		headersUrl: "",
		libUrl: ""
	}, le = !0, ue = T, de = [], fe = {}, pe = !1, me = {}, G = T, he = T, K = function() {
		return {};
	}, ge = K, _e = K, ve = T, ye = T, be = T, xe = {}, Se = {
		inspector: !1,
		debug: !1,
		uv: !1,
		ipv6: !1,
		tls_alpn: !1,
		tls_sni: !1,
		tls_ocsp: !1,
		tls: !1,
		cached_builtins: !0
	}, Ce = T, we = T, Te = T, Ee = T, De = T, Oe = T, ke = T, Ae = void 0, je = void 0, Me = void 0, Ne = T, Pe = 2, Fe = 1, Ie = "/bin/usr/node", Le = 9229, Re = "node", ze = [], Be = T, Ve = {
		now: typeof performance < "u" ? performance.now.bind(performance) : void 0,
		timing: typeof performance < "u" ? performance.timing : void 0
	}, Ve.now === void 0 && (He = Date.now(), Ve.timing && Ve.timing.navigationStart && (He = Ve.timing.navigationStart), Ve.now = () => Date.now() - He), Ue = 1e9, N.bigint = function(e) {
		var t = N(e);
		return typeof BigInt > "u" ? t[0] * Ue + t[1] : BigInt(t[0] * Ue) + BigInt(t[1]);
	}, We = 10, Ge = {}, Ke = 0, qe = P, Je = P, Ye = P, Xe = P, Ze = P, Qe = T, $e = P, et = P, tt = {
		version: te,
		versions: ne,
		arch: V,
		platform: H,
		browser: le,
		release: ce,
		_rawDebug: ue,
		moduleLoadList: de,
		binding: ie,
		_linkedBinding: E,
		_events: Ge,
		_eventsCount: Ke,
		_maxListeners: We,
		on: P,
		addListener: qe,
		once: Je,
		off: Ye,
		removeListener: Xe,
		removeAllListeners: Ze,
		emit: Qe,
		prependListener: $e,
		prependOnceListener: et,
		listeners: F,
		domain: fe,
		_exiting: pe,
		config: me,
		dlopen: D,
		uptime: M,
		_getActiveRequests: O,
		_getActiveHandles: k,
		reallyExit: G,
		_kill: he,
		cpuUsage: K,
		resourceUsage: ge,
		memoryUsage: _e,
		kill: ve,
		exit: ye,
		openStdin: be,
		allowedNodeEnvironmentFlags: xe,
		assert: A,
		features: Se,
		_fatalExceptions: Ce,
		setUncaughtExceptionCaptureCallback: we,
		hasUncaughtExceptionCaptureCallback: j,
		emitWarning: re,
		nextTick: C,
		_tickCallback: Te,
		_debugProcess: Ee,
		_debugEnd: De,
		_startProfilerIdleNotifier: Oe,
		_stopProfilerIdleNotifier: ke,
		stdout: Ae,
		stdin: Me,
		stderr: je,
		abort: Ne,
		umask: ae,
		chdir: se,
		cwd: oe,
		env: U,
		title: B,
		argv: W,
		execArgv: ee,
		pid: Pe,
		ppid: Fe,
		execPath: Ie,
		debugPort: Le,
		hrtime: N,
		argv0: Re,
		_preload_modules: ze,
		setSourceMapsEnabled: Be
	};
}), q = p(() => {
	nt();
});
function rt() {
	if (st) return ot;
	st = !0, ot.byteLength = s, ot.toByteArray = l, ot.fromByteArray = f;
	for (var e = [], t = [], n = typeof Uint8Array < "u" ? Uint8Array : Array, r = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", i = 0, a = r.length; i < a; ++i) e[i] = r[i], t[r.charCodeAt(i)] = i;
	t[45] = 62, t[95] = 63;
	function o(e) {
		var t = e.length;
		if (t % 4 > 0) throw Error("Invalid string. Length must be a multiple of 4");
		var n = e.indexOf("=");
		n === -1 && (n = t);
		var r = n === t ? 0 : 4 - n % 4;
		return [n, r];
	}
	function s(e) {
		var t = o(e), n = t[0], r = t[1];
		return (n + r) * 3 / 4 - r;
	}
	function c(e, t, n) {
		return (t + n) * 3 / 4 - n;
	}
	function l(e) {
		for (var r, i = o(e), a = i[0], s = i[1], l = new n(c(e, a, s)), u = 0, d = s > 0 ? a - 4 : a, f = 0; f < d; f += 4) r = t[e.charCodeAt(f)] << 18 | t[e.charCodeAt(f + 1)] << 12 | t[e.charCodeAt(f + 2)] << 6 | t[e.charCodeAt(f + 3)], l[u++] = r >> 16 & 255, l[u++] = r >> 8 & 255, l[u++] = r & 255;
		return s === 2 && (r = t[e.charCodeAt(f)] << 2 | t[e.charCodeAt(f + 1)] >> 4, l[u++] = r & 255), s === 1 && (r = t[e.charCodeAt(f)] << 10 | t[e.charCodeAt(f + 1)] << 4 | t[e.charCodeAt(f + 2)] >> 2, l[u++] = r >> 8 & 255, l[u++] = r & 255), l;
	}
	function u(t) {
		return e[t >> 18 & 63] + e[t >> 12 & 63] + e[t >> 6 & 63] + e[t & 63];
	}
	function d(e, t, n) {
		for (var r, i = [], a = t; a < n; a += 3) r = (e[a] << 16 & 16711680) + (e[a + 1] << 8 & 65280) + (e[a + 2] & 255), i.push(u(r));
		return i.join("");
	}
	function f(t) {
		for (var n, r = t.length, i = r % 3, a = [], o = 16383, s = 0, c = r - i; s < c; s += o) a.push(d(t, s, s + o > c ? c : s + o));
		return i === 1 ? (n = t[r - 1], a.push(e[n >> 2] + e[n << 4 & 63] + "==")) : i === 2 && (n = (t[r - 2] << 8) + t[r - 1], a.push(e[n >> 10] + e[n >> 4 & 63] + e[n << 2 & 63] + "=")), a.join("");
	}
	return ot;
}
function it() {
	return lt || (lt = !0, ct.read = function(e, t, n, r, i) {
		var a, o, s = i * 8 - r - 1, c = (1 << s) - 1, l = c >> 1, u = -7, d = n ? i - 1 : 0, f = n ? -1 : 1, p = e[t + d];
		for (d += f, a = p & (1 << -u) - 1, p >>= -u, u += s; u > 0; a = a * 256 + e[t + d], d += f, u -= 8);
		for (o = a & (1 << -u) - 1, a >>= -u, u += r; u > 0; o = o * 256 + e[t + d], d += f, u -= 8);
		if (a === 0) a = 1 - l;
		else {
			if (a === c) return o ? NaN : 1 / 0 * (p ? -1 : 1);
			o += 2 ** r, a -= l;
		}
		return (p ? -1 : 1) * o * 2 ** (a - r);
	}, ct.write = function(e, t, n, r, i, a) {
		var o, s, c, l = a * 8 - i - 1, u = (1 << l) - 1, d = u >> 1, f = i === 23 ? 2 ** -24 - 2 ** -77 : 0, p = r ? 0 : a - 1, m = r ? 1 : -1, h = +(t < 0 || t === 0 && 1 / t < 0);
		for (t = Math.abs(t), isNaN(t) || t === 1 / 0 ? (s = +!!isNaN(t), o = u) : (o = Math.floor(Math.log(t) / Math.LN2), t * (c = 2 ** -o) < 1 && (o--, c *= 2), o + d >= 1 ? t += f / c : t += f * 2 ** (1 - d), t * c >= 2 && (o++, c /= 2), o + d >= u ? (s = 0, o = u) : o + d >= 1 ? (s = (t * c - 1) * 2 ** i, o += d) : (s = t * 2 ** (d - 1) * 2 ** i, o = 0)); i >= 8; e[n + p] = s & 255, p += m, s /= 256, i -= 8);
		for (o = o << i | s, l += i; l > 0; e[n + p] = o & 255, p += m, o /= 256, l -= 8);
		e[n + p - m] |= h * 128;
	}), ct;
}
function at() {
	if (dt) return ut;
	dt = !0;
	let e = rt(), t = it(), n = typeof Symbol == "function" && typeof Symbol.for == "function" ? Symbol.for("nodejs.util.inspect.custom") : null;
	ut.Buffer = o, ut.SlowBuffer = _, ut.INSPECT_MAX_BYTES = 50;
	let r = 2147483647;
	ut.kMaxLength = r, o.TYPED_ARRAY_SUPPORT = i(), !o.TYPED_ARRAY_SUPPORT && typeof console < "u" && typeof console.error == "function" && console.error("This browser lacks typed array (Uint8Array) support which is required by `buffer` v5.x. Use `buffer` v4.x if you require old browser support.");
	function i() {
		try {
			let e = /* @__PURE__ */ new Uint8Array(1), t = { foo: function() {
				return 42;
			} };
			return Object.setPrototypeOf(t, Uint8Array.prototype), Object.setPrototypeOf(e, t), e.foo() === 42;
		} catch {
			return !1;
		}
	}
	Object.defineProperty(o.prototype, "parent", {
		enumerable: !0,
		get: function() {
			if (o.isBuffer(this)) return this.buffer;
		}
	}), Object.defineProperty(o.prototype, "offset", {
		enumerable: !0,
		get: function() {
			if (o.isBuffer(this)) return this.byteOffset;
		}
	});
	function a(e) {
		if (e > r) throw RangeError("The value \"" + e + "\" is invalid for option \"size\"");
		let t = new Uint8Array(e);
		return Object.setPrototypeOf(t, o.prototype), t;
	}
	function o(e, t, n) {
		if (typeof e == "number") {
			if (typeof t == "string") throw TypeError("The \"string\" argument must be of type string. Received type number");
			return u(e);
		}
		return s(e, t, n);
	}
	o.poolSize = 8192;
	function s(e, t, n) {
		if (typeof e == "string") return d(e, t);
		if (ArrayBuffer.isView(e)) return p(e);
		if (e == null) throw TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type " + typeof e);
		if (fe(e, ArrayBuffer) || e && fe(e.buffer, ArrayBuffer) || typeof SharedArrayBuffer < "u" && (fe(e, SharedArrayBuffer) || e && fe(e.buffer, SharedArrayBuffer))) return m(e, t, n);
		if (typeof e == "number") throw TypeError("The \"value\" argument must not be of type number. Received type number");
		let r = e.valueOf && e.valueOf();
		if (r != null && r !== e) return o.from(r, t, n);
		let i = h(e);
		if (i) return i;
		if (typeof Symbol < "u" && Symbol.toPrimitive != null && typeof e[Symbol.toPrimitive] == "function") return o.from(e[Symbol.toPrimitive]("string"), t, n);
		throw TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type " + typeof e);
	}
	o.from = function(e, t, n) {
		return s(e, t, n);
	}, Object.setPrototypeOf(o.prototype, Uint8Array.prototype), Object.setPrototypeOf(o, Uint8Array);
	function c(e) {
		if (typeof e != "number") throw TypeError("\"size\" argument must be of type number");
		if (e < 0) throw RangeError("The value \"" + e + "\" is invalid for option \"size\"");
	}
	function l(e, t, n) {
		return c(e), e <= 0 || t === void 0 ? a(e) : typeof n == "string" ? a(e).fill(t, n) : a(e).fill(t);
	}
	o.alloc = function(e, t, n) {
		return l(e, t, n);
	};
	function u(e) {
		return c(e), a(e < 0 ? 0 : g(e) | 0);
	}
	o.allocUnsafe = function(e) {
		return u(e);
	}, o.allocUnsafeSlow = function(e) {
		return u(e);
	};
	function d(e, t) {
		if ((typeof t != "string" || t === "") && (t = "utf8"), !o.isEncoding(t)) throw TypeError("Unknown encoding: " + t);
		let n = v(e, t) | 0, r = a(n), i = r.write(e, t);
		return i !== n && (r = r.slice(0, i)), r;
	}
	function f(e) {
		let t = e.length < 0 ? 0 : g(e.length) | 0, n = a(t);
		for (let r = 0; r < t; r += 1) n[r] = e[r] & 255;
		return n;
	}
	function p(e) {
		if (fe(e, Uint8Array)) {
			let t = new Uint8Array(e);
			return m(t.buffer, t.byteOffset, t.byteLength);
		}
		return f(e);
	}
	function m(e, t, n) {
		if (t < 0 || e.byteLength < t) throw RangeError("\"offset\" is outside of buffer bounds");
		if (e.byteLength < t + (n || 0)) throw RangeError("\"length\" is outside of buffer bounds");
		let r;
		return r = t === void 0 && n === void 0 ? new Uint8Array(e) : n === void 0 ? new Uint8Array(e, t) : new Uint8Array(e, t, n), Object.setPrototypeOf(r, o.prototype), r;
	}
	function h(e) {
		if (o.isBuffer(e)) {
			let t = g(e.length) | 0, n = a(t);
			return n.length === 0 || e.copy(n, 0, 0, t), n;
		}
		if (e.length !== void 0) return typeof e.length != "number" || pe(e.length) ? a(0) : f(e);
		if (e.type === "Buffer" && Array.isArray(e.data)) return f(e.data);
	}
	function g(e) {
		if (e >= r) throw RangeError("Attempt to allocate Buffer larger than maximum size: 0x" + r.toString(16) + " bytes");
		return e | 0;
	}
	function _(e) {
		return +e != e && (e = 0), o.alloc(+e);
	}
	o.isBuffer = function(e) {
		return e != null && e._isBuffer === !0 && e !== o.prototype;
	}, o.compare = function(e, t) {
		if (fe(e, Uint8Array) && (e = o.from(e, e.offset, e.byteLength)), fe(t, Uint8Array) && (t = o.from(t, t.offset, t.byteLength)), !o.isBuffer(e) || !o.isBuffer(t)) throw TypeError("The \"buf1\", \"buf2\" arguments must be one of type Buffer or Uint8Array");
		if (e === t) return 0;
		let n = e.length, r = t.length;
		for (let i = 0, a = Math.min(n, r); i < a; ++i) if (e[i] !== t[i]) {
			n = e[i], r = t[i];
			break;
		}
		return n < r ? -1 : +(r < n);
	}, o.isEncoding = function(e) {
		switch (String(e).toLowerCase()) {
			case "hex":
			case "utf8":
			case "utf-8":
			case "ascii":
			case "latin1":
			case "binary":
			case "base64":
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return !0;
			default: return !1;
		}
	}, o.concat = function(e, t) {
		if (!Array.isArray(e)) throw TypeError("\"list\" argument must be an Array of Buffers");
		if (e.length === 0) return o.alloc(0);
		let n;
		if (t === void 0) for (t = 0, n = 0; n < e.length; ++n) t += e[n].length;
		let r = o.allocUnsafe(t), i = 0;
		for (n = 0; n < e.length; ++n) {
			let t = e[n];
			if (fe(t, Uint8Array)) i + t.length > r.length ? (o.isBuffer(t) || (t = o.from(t)), t.copy(r, i)) : Uint8Array.prototype.set.call(r, t, i);
			else if (o.isBuffer(t)) t.copy(r, i);
			else throw TypeError("\"list\" argument must be an Array of Buffers");
			i += t.length;
		}
		return r;
	};
	function v(e, t) {
		if (o.isBuffer(e)) return e.length;
		if (ArrayBuffer.isView(e) || fe(e, ArrayBuffer)) return e.byteLength;
		if (typeof e != "string") throw TypeError("The \"string\" argument must be one of type string, Buffer, or ArrayBuffer. Received type " + typeof e);
		let n = e.length, r = arguments.length > 2 && arguments[2] === !0;
		if (!r && n === 0) return 0;
		let i = !1;
		for (;;) switch (t) {
			case "ascii":
			case "latin1":
			case "binary": return n;
			case "utf8":
			case "utf-8": return se(e).length;
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return n * 2;
			case "hex": return n >>> 1;
			case "base64": return ue(e).length;
			default:
				if (i) return r ? -1 : se(e).length;
				t = ("" + t).toLowerCase(), i = !0;
		}
	}
	o.byteLength = v;
	function y(e, t, n) {
		let r = !1;
		if ((t === void 0 || t < 0) && (t = 0), t > this.length || ((n === void 0 || n > this.length) && (n = this.length), n <= 0) || (n >>>= 0, t >>>= 0, n <= t)) return "";
		for (e ||= "utf8";;) switch (e) {
			case "hex": return P(this, t, n);
			case "utf8":
			case "utf-8": return k(this, t, n);
			case "ascii": return M(this, t, n);
			case "latin1":
			case "binary": return N(this, t, n);
			case "base64": return O(this, t, n);
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return F(this, t, n);
			default:
				if (r) throw TypeError("Unknown encoding: " + e);
				e = (e + "").toLowerCase(), r = !0;
		}
	}
	o.prototype._isBuffer = !0;
	function b(e, t, n) {
		let r = e[t];
		e[t] = e[n], e[n] = r;
	}
	o.prototype.swap16 = function() {
		let e = this.length;
		if (e % 2 != 0) throw RangeError("Buffer size must be a multiple of 16-bits");
		for (let t = 0; t < e; t += 2) b(this, t, t + 1);
		return this;
	}, o.prototype.swap32 = function() {
		let e = this.length;
		if (e % 4 != 0) throw RangeError("Buffer size must be a multiple of 32-bits");
		for (let t = 0; t < e; t += 4) b(this, t, t + 3), b(this, t + 1, t + 2);
		return this;
	}, o.prototype.swap64 = function() {
		let e = this.length;
		if (e % 8 != 0) throw RangeError("Buffer size must be a multiple of 64-bits");
		for (let t = 0; t < e; t += 8) b(this, t, t + 7), b(this, t + 1, t + 6), b(this, t + 2, t + 5), b(this, t + 3, t + 4);
		return this;
	}, o.prototype.toString = function() {
		let e = this.length;
		return e === 0 ? "" : arguments.length === 0 ? k(this, 0, e) : y.apply(this, arguments);
	}, o.prototype.toLocaleString = o.prototype.toString, o.prototype.equals = function(e) {
		if (!o.isBuffer(e)) throw TypeError("Argument must be a Buffer");
		return this === e || o.compare(this, e) === 0;
	}, o.prototype.inspect = function() {
		let e = "", t = ut.INSPECT_MAX_BYTES;
		return e = this.toString("hex", 0, t).replace(/(.{2})/g, "$1 ").trim(), this.length > t && (e += " ... "), "<Buffer " + e + ">";
	}, n && (o.prototype[n] = o.prototype.inspect), o.prototype.compare = function(e, t, n, r, i) {
		if (fe(e, Uint8Array) && (e = o.from(e, e.offset, e.byteLength)), !o.isBuffer(e)) throw TypeError("The \"target\" argument must be one of type Buffer or Uint8Array. Received type " + typeof e);
		if (t === void 0 && (t = 0), n === void 0 && (n = e ? e.length : 0), r === void 0 && (r = 0), i === void 0 && (i = this.length), t < 0 || n > e.length || r < 0 || i > this.length) throw RangeError("out of range index");
		if (r >= i && t >= n) return 0;
		if (r >= i) return -1;
		if (t >= n) return 1;
		if (t >>>= 0, n >>>= 0, r >>>= 0, i >>>= 0, this === e) return 0;
		let a = i - r, s = n - t, c = Math.min(a, s), l = this.slice(r, i), u = e.slice(t, n);
		for (let e = 0; e < c; ++e) if (l[e] !== u[e]) {
			a = l[e], s = u[e];
			break;
		}
		return a < s ? -1 : +(s < a);
	};
	function x(e, t, n, r, i) {
		if (e.length === 0) return -1;
		if (typeof n == "string" ? (r = n, n = 0) : n > 2147483647 ? n = 2147483647 : n < -2147483648 && (n = -2147483648), n = +n, pe(n) && (n = i ? 0 : e.length - 1), n < 0 && (n = e.length + n), n >= e.length) {
			if (i) return -1;
			n = e.length - 1;
		} else if (n < 0) {
			if (i) n = 0;
			else return -1;
		}
		if (typeof t == "string" && (t = o.from(t, r)), o.isBuffer(t)) return t.length === 0 ? -1 : S(e, t, n, r, i);
		if (typeof t == "number") return t &= 255, typeof Uint8Array.prototype.indexOf == "function" ? i ? Uint8Array.prototype.indexOf.call(e, t, n) : Uint8Array.prototype.lastIndexOf.call(e, t, n) : S(e, [t], n, r, i);
		throw TypeError("val must be string, number or Buffer");
	}
	function S(e, t, n, r, i) {
		let a = 1, o = e.length, s = t.length;
		if (r !== void 0 && (r = String(r).toLowerCase(), r === "ucs2" || r === "ucs-2" || r === "utf16le" || r === "utf-16le")) {
			if (e.length < 2 || t.length < 2) return -1;
			a = 2, o /= 2, s /= 2, n /= 2;
		}
		function c(e, t) {
			return a === 1 ? e[t] : e.readUInt16BE(t * a);
		}
		let l;
		if (i) {
			let r = -1;
			for (l = n; l < o; l++) if (c(e, l) === c(t, r === -1 ? 0 : l - r)) {
				if (r === -1 && (r = l), l - r + 1 === s) return r * a;
			} else r !== -1 && (l -= l - r), r = -1;
		} else for (n + s > o && (n = o - s), l = n; l >= 0; l--) {
			let n = !0;
			for (let r = 0; r < s; r++) if (c(e, l + r) !== c(t, r)) {
				n = !1;
				break;
			}
			if (n) return l;
		}
		return -1;
	}
	o.prototype.includes = function(e, t, n) {
		return this.indexOf(e, t, n) !== -1;
	}, o.prototype.indexOf = function(e, t, n) {
		return x(this, e, t, n, !0);
	}, o.prototype.lastIndexOf = function(e, t, n) {
		return x(this, e, t, n, !1);
	};
	function C(e, t, n, r) {
		n = Number(n) || 0;
		let i = e.length - n;
		r ? (r = Number(r), r > i && (r = i)) : r = i;
		let a = t.length;
		r > a / 2 && (r = a / 2);
		let o = 0;
		for (; o < r; ++o) {
			let r = parseInt(t.substr(o * 2, 2), 16);
			if (pe(r)) return o;
			e[n + o] = r;
		}
		return o;
	}
	function w(e, t, n, r) {
		return de(se(t, e.length - n), e, n, r);
	}
	function T(e, t, n, r) {
		return de(ce(t), e, n, r);
	}
	function E(e, t, n, r) {
		return de(ue(t), e, n, r);
	}
	function D(e, t, n, r) {
		return de(le(t, e.length - n), e, n, r);
	}
	o.prototype.write = function(e, t, n, r) {
		if (t === void 0) r = "utf8", n = this.length, t = 0;
		else if (n === void 0 && typeof t == "string") r = t, n = this.length, t = 0;
		else if (isFinite(t)) t >>>= 0, isFinite(n) ? (n >>>= 0, r === void 0 && (r = "utf8")) : (r = n, n = void 0);
		else throw Error("Buffer.write(string, encoding, offset[, length]) is no longer supported");
		let i = this.length - t;
		if ((n === void 0 || n > i) && (n = i), e.length > 0 && (n < 0 || t < 0) || t > this.length) throw RangeError("Attempt to write outside buffer bounds");
		r ||= "utf8";
		let a = !1;
		for (;;) switch (r) {
			case "hex": return C(this, e, t, n);
			case "utf8":
			case "utf-8": return w(this, e, t, n);
			case "ascii":
			case "latin1":
			case "binary": return T(this, e, t, n);
			case "base64": return E(this, e, t, n);
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return D(this, e, t, n);
			default:
				if (a) throw TypeError("Unknown encoding: " + r);
				r = ("" + r).toLowerCase(), a = !0;
		}
	}, o.prototype.toJSON = function() {
		return {
			type: "Buffer",
			data: Array.prototype.slice.call(this._arr || this, 0)
		};
	};
	function O(t, n, r) {
		return n === 0 && r === t.length ? e.fromByteArray(t) : e.fromByteArray(t.slice(n, r));
	}
	function k(e, t, n) {
		n = Math.min(e.length, n);
		let r = [], i = t;
		for (; i < n;) {
			let t = e[i], a = null, o = t > 239 ? 4 : t > 223 ? 3 : t > 191 ? 2 : 1;
			if (i + o <= n) {
				let n, r, s, c;
				switch (o) {
					case 1:
						t < 128 && (a = t);
						break;
					case 2:
						n = e[i + 1], (n & 192) == 128 && (c = (t & 31) << 6 | n & 63, c > 127 && (a = c));
						break;
					case 3:
						n = e[i + 1], r = e[i + 2], (n & 192) == 128 && (r & 192) == 128 && (c = (t & 15) << 12 | (n & 63) << 6 | r & 63, c > 2047 && (c < 55296 || c > 57343) && (a = c));
						break;
					case 4: n = e[i + 1], r = e[i + 2], s = e[i + 3], (n & 192) == 128 && (r & 192) == 128 && (s & 192) == 128 && (c = (t & 15) << 18 | (n & 63) << 12 | (r & 63) << 6 | s & 63, c > 65535 && c < 1114112 && (a = c));
				}
			}
			a === null ? (a = 65533, o = 1) : a > 65535 && (a -= 65536, r.push(a >>> 10 & 1023 | 55296), a = 56320 | a & 1023), r.push(a), i += o;
		}
		return j(r);
	}
	let A = 4096;
	function j(e) {
		let t = e.length;
		if (t <= A) return String.fromCharCode.apply(String, e);
		let n = "", r = 0;
		for (; r < t;) n += String.fromCharCode.apply(String, e.slice(r, r += A));
		return n;
	}
	function M(e, t, n) {
		let r = "";
		n = Math.min(e.length, n);
		for (let i = t; i < n; ++i) r += String.fromCharCode(e[i] & 127);
		return r;
	}
	function N(e, t, n) {
		let r = "";
		n = Math.min(e.length, n);
		for (let i = t; i < n; ++i) r += String.fromCharCode(e[i]);
		return r;
	}
	function P(e, t, n) {
		let r = e.length;
		(!t || t < 0) && (t = 0), (!n || n < 0 || n > r) && (n = r);
		let i = "";
		for (let r = t; r < n; ++r) i += me[e[r]];
		return i;
	}
	function F(e, t, n) {
		let r = e.slice(t, n), i = "";
		for (let e = 0; e < r.length - 1; e += 2) i += String.fromCharCode(r[e] + r[e + 1] * 256);
		return i;
	}
	o.prototype.slice = function(e, t) {
		let n = this.length;
		e = ~~e, t = t === void 0 ? n : ~~t, e < 0 ? (e += n, e < 0 && (e = 0)) : e > n && (e = n), t < 0 ? (t += n, t < 0 && (t = 0)) : t > n && (t = n), t < e && (t = e);
		let r = this.subarray(e, t);
		return Object.setPrototypeOf(r, o.prototype), r;
	};
	function I(e, t, n) {
		if (e % 1 != 0 || e < 0) throw RangeError("offset is not uint");
		if (e + t > n) throw RangeError("Trying to access beyond buffer length");
	}
	o.prototype.readUintLE = o.prototype.readUIntLE = function(e, t, n) {
		e >>>= 0, t >>>= 0, n || I(e, t, this.length);
		let r = this[e], i = 1, a = 0;
		for (; ++a < t && (i *= 256);) r += this[e + a] * i;
		return r;
	}, o.prototype.readUintBE = o.prototype.readUIntBE = function(e, t, n) {
		e >>>= 0, t >>>= 0, n || I(e, t, this.length);
		let r = this[e + --t], i = 1;
		for (; t > 0 && (i *= 256);) r += this[e + --t] * i;
		return r;
	}, o.prototype.readUint8 = o.prototype.readUInt8 = function(e, t) {
		return e >>>= 0, t || I(e, 1, this.length), this[e];
	}, o.prototype.readUint16LE = o.prototype.readUInt16LE = function(e, t) {
		return e >>>= 0, t || I(e, 2, this.length), this[e] | this[e + 1] << 8;
	}, o.prototype.readUint16BE = o.prototype.readUInt16BE = function(e, t) {
		return e >>>= 0, t || I(e, 2, this.length), this[e] << 8 | this[e + 1];
	}, o.prototype.readUint32LE = o.prototype.readUInt32LE = function(e, t) {
		return e >>>= 0, t || I(e, 4, this.length), (this[e] | this[e + 1] << 8 | this[e + 2] << 16) + this[e + 3] * 16777216;
	}, o.prototype.readUint32BE = o.prototype.readUInt32BE = function(e, t) {
		return e >>>= 0, t || I(e, 4, this.length), this[e] * 16777216 + (this[e + 1] << 16 | this[e + 2] << 8 | this[e + 3]);
	}, o.prototype.readBigUInt64LE = G(function(e) {
		e >>>= 0, re(e, "offset");
		let t = this[e], n = this[e + 7];
		(t === void 0 || n === void 0) && ie(e, this.length - 8);
		let r = t + this[++e] * 256 + this[++e] * 2 ** 16 + this[++e] * 2 ** 24, i = this[++e] + this[++e] * 256 + this[++e] * 2 ** 16 + n * 2 ** 24;
		return BigInt(r) + (BigInt(i) << BigInt(32));
	}), o.prototype.readBigUInt64BE = G(function(e) {
		e >>>= 0, re(e, "offset");
		let t = this[e], n = this[e + 7];
		(t === void 0 || n === void 0) && ie(e, this.length - 8);
		let r = t * 2 ** 24 + this[++e] * 2 ** 16 + this[++e] * 256 + this[++e], i = this[++e] * 2 ** 24 + this[++e] * 2 ** 16 + this[++e] * 256 + n;
		return (BigInt(r) << BigInt(32)) + BigInt(i);
	}), o.prototype.readIntLE = function(e, t, n) {
		e >>>= 0, t >>>= 0, n || I(e, t, this.length);
		let r = this[e], i = 1, a = 0;
		for (; ++a < t && (i *= 256);) r += this[e + a] * i;
		return i *= 128, r >= i && (r -= 2 ** (8 * t)), r;
	}, o.prototype.readIntBE = function(e, t, n) {
		e >>>= 0, t >>>= 0, n || I(e, t, this.length);
		let r = t, i = 1, a = this[e + --r];
		for (; r > 0 && (i *= 256);) a += this[e + --r] * i;
		return i *= 128, a >= i && (a -= 2 ** (8 * t)), a;
	}, o.prototype.readInt8 = function(e, t) {
		return e >>>= 0, t || I(e, 1, this.length), this[e] & 128 ? (255 - this[e] + 1) * -1 : this[e];
	}, o.prototype.readInt16LE = function(e, t) {
		e >>>= 0, t || I(e, 2, this.length);
		let n = this[e] | this[e + 1] << 8;
		return n & 32768 ? n | 4294901760 : n;
	}, o.prototype.readInt16BE = function(e, t) {
		e >>>= 0, t || I(e, 2, this.length);
		let n = this[e + 1] | this[e] << 8;
		return n & 32768 ? n | 4294901760 : n;
	}, o.prototype.readInt32LE = function(e, t) {
		return e >>>= 0, t || I(e, 4, this.length), this[e] | this[e + 1] << 8 | this[e + 2] << 16 | this[e + 3] << 24;
	}, o.prototype.readInt32BE = function(e, t) {
		return e >>>= 0, t || I(e, 4, this.length), this[e] << 24 | this[e + 1] << 16 | this[e + 2] << 8 | this[e + 3];
	}, o.prototype.readBigInt64LE = G(function(e) {
		e >>>= 0, re(e, "offset");
		let t = this[e], n = this[e + 7];
		(t === void 0 || n === void 0) && ie(e, this.length - 8);
		let r = this[e + 4] + this[e + 5] * 256 + this[e + 6] * 2 ** 16 + (n << 24);
		return (BigInt(r) << BigInt(32)) + BigInt(t + this[++e] * 256 + this[++e] * 2 ** 16 + this[++e] * 2 ** 24);
	}), o.prototype.readBigInt64BE = G(function(e) {
		e >>>= 0, re(e, "offset");
		let t = this[e], n = this[e + 7];
		(t === void 0 || n === void 0) && ie(e, this.length - 8);
		let r = (t << 24) + this[++e] * 2 ** 16 + this[++e] * 256 + this[++e];
		return (BigInt(r) << BigInt(32)) + BigInt(this[++e] * 2 ** 24 + this[++e] * 2 ** 16 + this[++e] * 256 + n);
	}), o.prototype.readFloatLE = function(e, n) {
		return e >>>= 0, n || I(e, 4, this.length), t.read(this, e, !0, 23, 4);
	}, o.prototype.readFloatBE = function(e, n) {
		return e >>>= 0, n || I(e, 4, this.length), t.read(this, e, !1, 23, 4);
	}, o.prototype.readDoubleLE = function(e, n) {
		return e >>>= 0, n || I(e, 8, this.length), t.read(this, e, !0, 52, 8);
	}, o.prototype.readDoubleBE = function(e, n) {
		return e >>>= 0, n || I(e, 8, this.length), t.read(this, e, !1, 52, 8);
	};
	function L(e, t, n, r, i, a) {
		if (!o.isBuffer(e)) throw TypeError("\"buffer\" argument must be a Buffer instance");
		if (t > i || t < a) throw RangeError("\"value\" argument is out of bounds");
		if (n + r > e.length) throw RangeError("Index out of range");
	}
	o.prototype.writeUintLE = o.prototype.writeUIntLE = function(e, t, n, r) {
		if (e = +e, t >>>= 0, n >>>= 0, !r) {
			let r = 2 ** (8 * n) - 1;
			L(this, e, t, n, r, 0);
		}
		let i = 1, a = 0;
		for (this[t] = e & 255; ++a < n && (i *= 256);) this[t + a] = e / i & 255;
		return t + n;
	}, o.prototype.writeUintBE = o.prototype.writeUIntBE = function(e, t, n, r) {
		if (e = +e, t >>>= 0, n >>>= 0, !r) {
			let r = 2 ** (8 * n) - 1;
			L(this, e, t, n, r, 0);
		}
		let i = n - 1, a = 1;
		for (this[t + i] = e & 255; --i >= 0 && (a *= 256);) this[t + i] = e / a & 255;
		return t + n;
	}, o.prototype.writeUint8 = o.prototype.writeUInt8 = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 1, 255, 0), this[t] = e & 255, t + 1;
	}, o.prototype.writeUint16LE = o.prototype.writeUInt16LE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 2, 65535, 0), this[t] = e & 255, this[t + 1] = e >>> 8, t + 2;
	}, o.prototype.writeUint16BE = o.prototype.writeUInt16BE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 2, 65535, 0), this[t] = e >>> 8, this[t + 1] = e & 255, t + 2;
	}, o.prototype.writeUint32LE = o.prototype.writeUInt32LE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 4, 4294967295, 0), this[t + 3] = e >>> 24, this[t + 2] = e >>> 16, this[t + 1] = e >>> 8, this[t] = e & 255, t + 4;
	}, o.prototype.writeUint32BE = o.prototype.writeUInt32BE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 4, 4294967295, 0), this[t] = e >>> 24, this[t + 1] = e >>> 16, this[t + 2] = e >>> 8, this[t + 3] = e & 255, t + 4;
	};
	function R(e, t, n, r, i) {
		ne(t, r, i, e, n, 7);
		let a = Number(t & BigInt(4294967295));
		e[n++] = a, a >>= 8, e[n++] = a, a >>= 8, e[n++] = a, a >>= 8, e[n++] = a;
		let o = Number(t >> BigInt(32) & BigInt(4294967295));
		return e[n++] = o, o >>= 8, e[n++] = o, o >>= 8, e[n++] = o, o >>= 8, e[n++] = o, n;
	}
	function z(e, t, n, r, i) {
		ne(t, r, i, e, n, 7);
		let a = Number(t & BigInt(4294967295));
		e[n + 7] = a, a >>= 8, e[n + 6] = a, a >>= 8, e[n + 5] = a, a >>= 8, e[n + 4] = a;
		let o = Number(t >> BigInt(32) & BigInt(4294967295));
		return e[n + 3] = o, o >>= 8, e[n + 2] = o, o >>= 8, e[n + 1] = o, o >>= 8, e[n] = o, n + 8;
	}
	o.prototype.writeBigUInt64LE = G(function(e, t = 0) {
		return R(this, e, t, BigInt(0), BigInt("0xffffffffffffffff"));
	}), o.prototype.writeBigUInt64BE = G(function(e, t = 0) {
		return z(this, e, t, BigInt(0), BigInt("0xffffffffffffffff"));
	}), o.prototype.writeIntLE = function(e, t, n, r) {
		if (e = +e, t >>>= 0, !r) {
			let r = 2 ** (8 * n - 1);
			L(this, e, t, n, r - 1, -r);
		}
		let i = 0, a = 1, o = 0;
		for (this[t] = e & 255; ++i < n && (a *= 256);) e < 0 && o === 0 && this[t + i - 1] !== 0 && (o = 1), this[t + i] = (e / a | 0) - o & 255;
		return t + n;
	}, o.prototype.writeIntBE = function(e, t, n, r) {
		if (e = +e, t >>>= 0, !r) {
			let r = 2 ** (8 * n - 1);
			L(this, e, t, n, r - 1, -r);
		}
		let i = n - 1, a = 1, o = 0;
		for (this[t + i] = e & 255; --i >= 0 && (a *= 256);) e < 0 && o === 0 && this[t + i + 1] !== 0 && (o = 1), this[t + i] = (e / a | 0) - o & 255;
		return t + n;
	}, o.prototype.writeInt8 = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 1, 127, -128), e < 0 && (e = 255 + e + 1), this[t] = e & 255, t + 1;
	}, o.prototype.writeInt16LE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 2, 32767, -32768), this[t] = e & 255, this[t + 1] = e >>> 8, t + 2;
	}, o.prototype.writeInt16BE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 2, 32767, -32768), this[t] = e >>> 8, this[t + 1] = e & 255, t + 2;
	}, o.prototype.writeInt32LE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 4, 2147483647, -2147483648), this[t] = e & 255, this[t + 1] = e >>> 8, this[t + 2] = e >>> 16, this[t + 3] = e >>> 24, t + 4;
	}, o.prototype.writeInt32BE = function(e, t, n) {
		return e = +e, t >>>= 0, n || L(this, e, t, 4, 2147483647, -2147483648), e < 0 && (e = 4294967295 + e + 1), this[t] = e >>> 24, this[t + 1] = e >>> 16, this[t + 2] = e >>> 8, this[t + 3] = e & 255, t + 4;
	}, o.prototype.writeBigInt64LE = G(function(e, t = 0) {
		return R(this, e, t, -BigInt("0x8000000000000000"), BigInt("0x7fffffffffffffff"));
	}), o.prototype.writeBigInt64BE = G(function(e, t = 0) {
		return z(this, e, t, -BigInt("0x8000000000000000"), BigInt("0x7fffffffffffffff"));
	});
	function B(e, t, n, r, i, a) {
		if (n + r > e.length || n < 0) throw RangeError("Index out of range");
	}
	function V(e, n, r, i, a) {
		return n = +n, r >>>= 0, a || B(e, n, r, 4), t.write(e, n, r, i, 23, 4), r + 4;
	}
	o.prototype.writeFloatLE = function(e, t, n) {
		return V(this, e, t, !0, n);
	}, o.prototype.writeFloatBE = function(e, t, n) {
		return V(this, e, t, !1, n);
	};
	function H(e, n, r, i, a) {
		return n = +n, r >>>= 0, a || B(e, n, r, 8), t.write(e, n, r, i, 52, 8), r + 8;
	}
	o.prototype.writeDoubleLE = function(e, t, n) {
		return H(this, e, t, !0, n);
	}, o.prototype.writeDoubleBE = function(e, t, n) {
		return H(this, e, t, !1, n);
	}, o.prototype.copy = function(e, t, n, r) {
		if (!o.isBuffer(e)) throw TypeError("argument should be a Buffer");
		if (n ||= 0, !r && r !== 0 && (r = this.length), t >= e.length && (t = e.length), t ||= 0, r > 0 && r < n && (r = n), r === n || e.length === 0 || this.length === 0) return 0;
		if (t < 0) throw RangeError("targetStart out of bounds");
		if (n < 0 || n >= this.length) throw RangeError("Index out of range");
		if (r < 0) throw RangeError("sourceEnd out of bounds");
		r > this.length && (r = this.length), e.length - t < r - n && (r = e.length - t + n);
		let i = r - n;
		return this === e && typeof Uint8Array.prototype.copyWithin == "function" ? this.copyWithin(t, n, r) : Uint8Array.prototype.set.call(e, this.subarray(n, r), t), i;
	}, o.prototype.fill = function(e, t, n, r) {
		if (typeof e == "string") {
			if (typeof t == "string" ? (r = t, t = 0, n = this.length) : typeof n == "string" && (r = n, n = this.length), r !== void 0 && typeof r != "string") throw TypeError("encoding must be a string");
			if (typeof r == "string" && !o.isEncoding(r)) throw TypeError("Unknown encoding: " + r);
			if (e.length === 1) {
				let t = e.charCodeAt(0);
				(r === "utf8" && t < 128 || r === "latin1") && (e = t);
			}
		} else typeof e == "number" ? e &= 255 : typeof e == "boolean" && (e = Number(e));
		if (t < 0 || this.length < t || this.length < n) throw RangeError("Out of range index");
		if (n <= t) return this;
		t >>>= 0, n = n === void 0 ? this.length : n >>> 0, e ||= 0;
		let i;
		if (typeof e == "number") for (i = t; i < n; ++i) this[i] = e;
		else {
			let a = o.isBuffer(e) ? e : o.from(e, r), s = a.length;
			if (s === 0) throw TypeError("The value \"" + e + "\" is invalid for argument \"value\"");
			for (i = 0; i < n - t; ++i) this[i + t] = a[i % s];
		}
		return this;
	};
	let U = {};
	function W(e, t, n) {
		U[e] = class extends n {
			constructor() {
				super(), Object.defineProperty(this, "message", {
					value: t.apply(this, arguments),
					writable: !0,
					configurable: !0
				}), this.name = `${this.name} [${e}]`, this.stack, delete this.name;
			}
			get code() {
				return e;
			}
			set code(e) {
				Object.defineProperty(this, "code", {
					configurable: !0,
					enumerable: !0,
					value: e,
					writable: !0
				});
			}
			toString() {
				return `${this.name} [${e}]: ${this.message}`;
			}
		};
	}
	W("ERR_BUFFER_OUT_OF_BOUNDS", function(e) {
		return e ? `${e} is outside of buffer bounds` : "Attempt to access memory outside buffer bounds";
	}, RangeError), W("ERR_INVALID_ARG_TYPE", function(e, t) {
		return `The "${e}" argument must be of type number. Received type ${typeof t}`;
	}, TypeError), W("ERR_OUT_OF_RANGE", function(e, t, n) {
		let r = `The value of "${e}" is out of range.`, i = n;
		return Number.isInteger(n) && Math.abs(n) > 2 ** 32 ? i = ee(String(n)) : typeof n == "bigint" && (i = String(n), (n > BigInt(2) ** BigInt(32) || n < -(BigInt(2) ** BigInt(32))) && (i = ee(i)), i += "n"), r += ` It must be ${t}. Received ${i}`, r;
	}, RangeError);
	function ee(e) {
		let t = "", n = e.length, r = +(e[0] === "-");
		for (; n >= r + 4; n -= 3) t = `_${e.slice(n - 3, n)}${t}`;
		return `${e.slice(0, n)}${t}`;
	}
	function te(e, t, n) {
		re(t, "offset"), (e[t] === void 0 || e[t + n] === void 0) && ie(t, e.length - (n + 1));
	}
	function ne(e, t, n, r, i, a) {
		if (e > n || e < t) {
			let n = typeof t == "bigint" ? "n" : "", r;
			throw r = t === 0 || t === BigInt(0) ? `>= 0${n} and < 2${n} ** ${(a + 1) * 8}${n}` : `>= -(2${n} ** ${(a + 1) * 8 - 1}${n}) and < 2 ** ${(a + 1) * 8 - 1}${n}`, new U.ERR_OUT_OF_RANGE("value", r, e);
		}
		te(r, i, a);
	}
	function re(e, t) {
		if (typeof e != "number") throw new U.ERR_INVALID_ARG_TYPE(t, "number", e);
	}
	function ie(e, t, n) {
		throw Math.floor(e) === e ? t < 0 ? new U.ERR_BUFFER_OUT_OF_BOUNDS() : new U.ERR_OUT_OF_RANGE("offset", `>= 0 and <= ${t}`, e) : (re(e, n), new U.ERR_OUT_OF_RANGE("offset", "an integer", e));
	}
	let ae = /[^+/0-9A-Za-z-_]/g;
	function oe(e) {
		if (e = e.split("=")[0], e = e.trim().replace(ae, ""), e.length < 2) return "";
		for (; e.length % 4 != 0;) e += "=";
		return e;
	}
	function se(e, t) {
		t ||= 1 / 0;
		let n, r = e.length, i = null, a = [];
		for (let o = 0; o < r; ++o) {
			if (n = e.charCodeAt(o), n > 55295 && n < 57344) {
				if (!i) {
					if (n > 56319 || o + 1 === r) {
						(t -= 3) > -1 && a.push(239, 191, 189);
						continue;
					}
					i = n;
					continue;
				}
				if (n < 56320) {
					(t -= 3) > -1 && a.push(239, 191, 189), i = n;
					continue;
				}
				n = (i - 55296 << 10 | n - 56320) + 65536;
			} else i && (t -= 3) > -1 && a.push(239, 191, 189);
			if (i = null, n < 128) {
				if (--t < 0) break;
				a.push(n);
			} else if (n < 2048) {
				if ((t -= 2) < 0) break;
				a.push(n >> 6 | 192, n & 63 | 128);
			} else if (n < 65536) {
				if ((t -= 3) < 0) break;
				a.push(n >> 12 | 224, n >> 6 & 63 | 128, n & 63 | 128);
			} else if (n < 1114112) {
				if ((t -= 4) < 0) break;
				a.push(n >> 18 | 240, n >> 12 & 63 | 128, n >> 6 & 63 | 128, n & 63 | 128);
			} else throw Error("Invalid code point");
		}
		return a;
	}
	function ce(e) {
		let t = [];
		for (let n = 0; n < e.length; ++n) t.push(e.charCodeAt(n) & 255);
		return t;
	}
	function le(e, t) {
		let n, r, i, a = [];
		for (let o = 0; o < e.length && !((t -= 2) < 0); ++o) n = e.charCodeAt(o), r = n >> 8, i = n % 256, a.push(i), a.push(r);
		return a;
	}
	function ue(t) {
		return e.toByteArray(oe(t));
	}
	function de(e, t, n, r) {
		let i = 0;
		for (; i < r && !(i + n >= t.length || i >= e.length); ++i) t[i + n] = e[i];
		return i;
	}
	function fe(e, t) {
		return e instanceof t || e != null && e.constructor != null && e.constructor.name != null && e.constructor.name === t.name;
	}
	function pe(e) {
		return e !== e;
	}
	let me = (function() {
		let e = "0123456789abcdef", t = Array(256);
		for (let n = 0; n < 16; ++n) {
			let r = n * 16;
			for (let i = 0; i < 16; ++i) t[r + i] = e[n] + e[i];
		}
		return t;
	})();
	function G(e) {
		return typeof BigInt > "u" ? he : e;
	}
	function he() {
		throw Error("BigInt not supported");
	}
	return ut;
}
var ot, st, ct, lt, ut, dt, ft = p(() => {
	v(), J(), q(), ot = {}, st = !1, ct = {}, lt = !1, ut = {}, dt = !1;
}), pt = {};
h(pt, {
	Buffer: () => ht,
	INSPECT_MAX_BYTES: () => gt,
	default: () => mt,
	kMaxLength: () => _t
});
var mt, ht, gt, _t, vt = p(() => {
	v(), J(), q(), ft(), mt = at(), mt.Buffer, mt.SlowBuffer, mt.INSPECT_MAX_BYTES, mt.kMaxLength, ht = mt.Buffer, gt = mt.INSPECT_MAX_BYTES, _t = mt.kMaxLength;
}), J = p(() => {
	vt();
}), yt = m((e, t) => {
	v(), J(), q(), t.exports = {
		AggregateError: class extends Error {
			constructor(e) {
				if (!Array.isArray(e)) throw TypeError(`Expected input to be an Array, got ${typeof e}`);
				let t = "";
				for (let n = 0; n < e.length; n++) t += `    ${e[n].stack}
`;
				super(t), this.name = "AggregateError", this.errors = e;
			}
		},
		ArrayIsArray(e) {
			return Array.isArray(e);
		},
		ArrayPrototypeIncludes(e, t) {
			return e.includes(t);
		},
		ArrayPrototypeIndexOf(e, t) {
			return e.indexOf(t);
		},
		ArrayPrototypeJoin(e, t) {
			return e.join(t);
		},
		ArrayPrototypeMap(e, t) {
			return e.map(t);
		},
		ArrayPrototypePop(e, t) {
			return e.pop(t);
		},
		ArrayPrototypePush(e, t) {
			return e.push(t);
		},
		ArrayPrototypeSlice(e, t, n) {
			return e.slice(t, n);
		},
		Error,
		FunctionPrototypeCall(e, t, ...n) {
			return e.call(t, ...n);
		},
		FunctionPrototypeSymbolHasInstance(e, t) {
			return Function.prototype[Symbol.hasInstance].call(e, t);
		},
		MathFloor: Math.floor,
		Number,
		NumberIsInteger: Number.isInteger,
		NumberIsNaN: Number.isNaN,
		NumberMAX_SAFE_INTEGER: 2 ** 53 - 1,
		NumberMIN_SAFE_INTEGER: -(2 ** 53 - 1),
		NumberParseInt: Number.parseInt,
		ObjectDefineProperties(e, t) {
			return Object.defineProperties(e, t);
		},
		ObjectDefineProperty(e, t, n) {
			return Object.defineProperty(e, t, n);
		},
		ObjectGetOwnPropertyDescriptor(e, t) {
			return Object.getOwnPropertyDescriptor(e, t);
		},
		ObjectKeys(e) {
			return Object.keys(e);
		},
		ObjectSetPrototypeOf(e, t) {
			return Object.setPrototypeOf(e, t);
		},
		Promise,
		PromisePrototypeCatch(e, t) {
			return e.catch(t);
		},
		PromisePrototypeThen(e, t, n) {
			return e.then(t, n);
		},
		PromiseReject(e) {
			return Promise.reject(e);
		},
		PromiseResolve(e) {
			return Promise.resolve(e);
		},
		ReflectApply: Reflect.apply,
		RegExpPrototypeTest(e, t) {
			return e.test(t);
		},
		SafeSet: Set,
		String,
		StringPrototypeSlice(e, t, n) {
			return e.slice(t, n);
		},
		StringPrototypeToLowerCase(e) {
			return e.toLowerCase();
		},
		StringPrototypeToUpperCase(e) {
			return e.toUpperCase();
		},
		StringPrototypeTrim(e) {
			return e.trim();
		},
		Symbol,
		SymbolFor: Symbol.for,
		SymbolAsyncIterator: Symbol.asyncIterator,
		SymbolHasInstance: Symbol.hasInstance,
		SymbolIterator: Symbol.iterator,
		SymbolDispose: Symbol.dispose || Symbol("Symbol.dispose"),
		SymbolAsyncDispose: Symbol.asyncDispose || Symbol("Symbol.asyncDispose"),
		TypedArrayPrototypeSet(e, t, n) {
			return e.set(t, n);
		},
		Boolean,
		Uint8Array
	};
}), bt = m((e, t) => {
	v(), J(), q(), t.exports = {
		format(e, ...t) {
			return e.replace(/%([sdifj])/g, function(...[e, n]) {
				let r = t.shift();
				return n === "f" ? r.toFixed(6) : n === "j" ? JSON.stringify(r) : n === "s" && typeof r == "object" ? `${r.constructor === Object ? "" : r.constructor.name} {}`.trim() : r.toString();
			});
		},
		inspect(e) {
			switch (typeof e) {
				case "string":
					if (e.includes("'")) {
						if (e.includes("\"")) {
							if (!e.includes("`") && !e.includes("${")) return `\`${e}\``;
						} else return `"${e}"`;
					}
					return `'${e}'`;
				case "number": return isNaN(e) ? "NaN" : Object.is(e, -0) ? String(e) : e;
				case "bigint": return `${String(e)}n`;
				case "boolean":
				case "undefined": return String(e);
				case "object": return "{}";
			}
		}
	};
}), xt = m((e, t) => {
	v(), J(), q();
	var { format: n, inspect: r } = bt(), { AggregateError: i } = yt(), a = globalThis.AggregateError || i, o = Symbol("kIsNodeError"), s = [
		"string",
		"function",
		"number",
		"object",
		"Function",
		"Object",
		"boolean",
		"bigint",
		"symbol"
	], c = /^([A-Z][a-z0-9]*)+$/, l = "__node_internal_", u = {};
	function d(e, t) {
		if (!e) throw new u.ERR_INTERNAL_ASSERTION(t);
	}
	function f(e) {
		let t = "", n = e.length, r = +(e[0] === "-");
		for (; n >= r + 4; n -= 3) t = `_${e.slice(n - 3, n)}${t}`;
		return `${e.slice(0, n)}${t}`;
	}
	function p(e, t, r) {
		if (typeof t == "function") return d(t.length <= r.length, `Code: ${e}; The provided arguments length (${r.length}) does not match the required ones (${t.length}).`), t(...r);
		let i = (t.match(/%[dfijoOs]/g) || []).length;
		return d(i === r.length, `Code: ${e}; The provided arguments length (${r.length}) does not match the required ones (${i}).`), r.length === 0 ? t : n(t, ...r);
	}
	function m(e, t, n) {
		n ||= Error;
		class r extends n {
			constructor(...n) {
				super(p(e, t, n));
			}
			toString() {
				return `${this.name} [${e}]: ${this.message}`;
			}
		}
		Object.defineProperties(r.prototype, {
			name: {
				value: n.name,
				writable: !0,
				enumerable: !1,
				configurable: !0
			},
			toString: {
				value() {
					return `${this.name} [${e}]: ${this.message}`;
				},
				writable: !0,
				enumerable: !1,
				configurable: !0
			}
		}), r.prototype.code = e, r.prototype[o] = !0, u[e] = r;
	}
	function h(e) {
		let t = l + e.name;
		return Object.defineProperty(e, "name", { value: t }), e;
	}
	function g(e, t) {
		if (e && t && e !== t) {
			if (Array.isArray(t.errors)) return t.errors.push(e), t;
			let n = new a([t, e], t.message);
			return n.code = t.code, n;
		}
		return e || t;
	}
	var _ = class extends Error {
		constructor(e = "The operation was aborted", t = void 0) {
			if (t !== void 0 && typeof t != "object") throw new u.ERR_INVALID_ARG_TYPE("options", "Object", t);
			super(e, t), this.code = "ABORT_ERR", this.name = "AbortError";
		}
	};
	m("ERR_ASSERTION", "%s", Error), m("ERR_INVALID_ARG_TYPE", (e, t, n) => {
		d(typeof e == "string", "'name' must be a string"), Array.isArray(t) || (t = [t]);
		let i = "The ";
		e.endsWith(" argument") ? i += `${e} ` : i += `"${e}" ${e.includes(".") ? "property" : "argument"} `, i += "must be ";
		let a = [], o = [], l = [];
		for (let e of t) d(typeof e == "string", "All expected entries have to be of type string"), s.includes(e) ? a.push(e.toLowerCase()) : c.test(e) ? o.push(e) : (d(e !== "object", "The value \"object\" should be written as \"Object\""), l.push(e));
		if (o.length > 0) {
			let e = a.indexOf("object");
			e !== -1 && (a.splice(a, e, 1), o.push("Object"));
		}
		if (a.length > 0) {
			switch (a.length) {
				case 1:
					i += `of type ${a[0]}`;
					break;
				case 2:
					i += `one of type ${a[0]} or ${a[1]}`;
					break;
				default: {
					let e = a.pop();
					i += `one of type ${a.join(", ")}, or ${e}`;
				}
			}
			(o.length > 0 || l.length > 0) && (i += " or ");
		}
		if (o.length > 0) {
			switch (o.length) {
				case 1:
					i += `an instance of ${o[0]}`;
					break;
				case 2:
					i += `an instance of ${o[0]} or ${o[1]}`;
					break;
				default: {
					let e = o.pop();
					i += `an instance of ${o.join(", ")}, or ${e}`;
				}
			}
			l.length > 0 && (i += " or ");
		}
		switch (l.length) {
			case 0: break;
			case 1:
				l[0].toLowerCase() !== l[0] && (i += "an "), i += `${l[0]}`;
				break;
			case 2:
				i += `one of ${l[0]} or ${l[1]}`;
				break;
			default: {
				let e = l.pop();
				i += `one of ${l.join(", ")}, or ${e}`;
			}
		}
		if (n == null) i += `. Received ${n}`;
		else if (typeof n == "function" && n.name) i += `. Received function ${n.name}`;
		else if (typeof n == "object") {
			var u;
			if ((u = n.constructor) != null && u.name) i += `. Received an instance of ${n.constructor.name}`;
			else {
				let e = r(n, { depth: -1 });
				i += `. Received ${e}`;
			}
		} else {
			let e = r(n, { colors: !1 });
			e.length > 25 && (e = `${e.slice(0, 25)}...`), i += `. Received type ${typeof n} (${e})`;
		}
		return i;
	}, TypeError), m("ERR_INVALID_ARG_VALUE", (e, t, n = "is invalid") => {
		let i = r(t);
		return i.length > 128 && (i = i.slice(0, 128) + "..."), `The ${e.includes(".") ? "property" : "argument"} '${e}' ${n}. Received ${i}`;
	}, TypeError), m("ERR_INVALID_RETURN_VALUE", (e, t, n) => {
		var r;
		return `Expected ${e} to be returned from the "${t}" function but got ${n != null && (r = n.constructor) != null && r.name ? `instance of ${n.constructor.name}` : `type ${typeof n}`}.`;
	}, TypeError), m("ERR_MISSING_ARGS", (...e) => {
		d(e.length > 0, "At least one arg needs to be specified");
		let t, n = e.length;
		switch (e = (Array.isArray(e) ? e : [e]).map((e) => `"${e}"`).join(" or "), n) {
			case 1:
				t += `The ${e[0]} argument`;
				break;
			case 2:
				t += `The ${e[0]} and ${e[1]} arguments`;
				break;
			default: {
				let n = e.pop();
				t += `The ${e.join(", ")}, and ${n} arguments`;
			}
		}
		return `${t} must be specified`;
	}, TypeError), m("ERR_OUT_OF_RANGE", (e, t, n) => {
		d(t, "Missing \"range\" argument");
		let i;
		if (Number.isInteger(n) && Math.abs(n) > 2 ** 32) i = f(String(n));
		else if (typeof n == "bigint") {
			i = String(n);
			let e = BigInt(2) ** BigInt(32);
			(n > e || n < -e) && (i = f(i)), i += "n";
		} else i = r(n);
		return `The value of "${e}" is out of range. It must be ${t}. Received ${i}`;
	}, RangeError), m("ERR_MULTIPLE_CALLBACK", "Callback called multiple times", Error), m("ERR_METHOD_NOT_IMPLEMENTED", "The %s method is not implemented", Error), m("ERR_STREAM_ALREADY_FINISHED", "Cannot call %s after a stream was finished", Error), m("ERR_STREAM_CANNOT_PIPE", "Cannot pipe, not readable", Error), m("ERR_STREAM_DESTROYED", "Cannot call %s after a stream was destroyed", Error), m("ERR_STREAM_NULL_VALUES", "May not write null values to stream", TypeError), m("ERR_STREAM_PREMATURE_CLOSE", "Premature close", Error), m("ERR_STREAM_PUSH_AFTER_EOF", "stream.push() after EOF", Error), m("ERR_STREAM_UNSHIFT_AFTER_END_EVENT", "stream.unshift() after end event", Error), m("ERR_STREAM_WRITE_AFTER_END", "write after end", Error), m("ERR_UNKNOWN_ENCODING", "Unknown encoding: %s", TypeError), t.exports = {
		AbortError: _,
		aggregateTwoErrors: h(g),
		hideStackFrames: h,
		codes: u
	};
}), St = m((e, t) => {
	v(), J(), q();
	var { AbortController: n, AbortSignal: r } = typeof self < "u" ? self : typeof window < "u" ? window : void 0;
	t.exports = n, t.exports.AbortSignal = r, t.exports.default = n;
}), Ct = {};
h(Ct, {
	EventEmitter: () => Ot,
	default: () => Dt,
	defaultMaxListeners: () => kt,
	init: () => At,
	listenerCount: () => jt,
	on: () => Mt,
	once: () => Nt
});
function wt() {
	if (Et) return Tt;
	Et = !0;
	var e = typeof Reflect == "object" ? Reflect : null, t = e && typeof e.apply == "function" ? e.apply : function(e, t, n) {
		return Function.prototype.apply.call(e, t, n);
	}, n = e && typeof e.ownKeys == "function" ? e.ownKeys : Object.getOwnPropertySymbols ? function(e) {
		return Object.getOwnPropertyNames(e).concat(Object.getOwnPropertySymbols(e));
	} : function(e) {
		return Object.getOwnPropertyNames(e);
	};
	function r(e) {
		console && console.warn && console.warn(e);
	}
	var i = Number.isNaN || function(e) {
		return e !== e;
	};
	function a() {
		a.init.call(this);
	}
	Tt = a, Tt.once = _, a.EventEmitter = a, a.prototype._events = void 0, a.prototype._eventsCount = 0, a.prototype._maxListeners = void 0;
	var o = 10;
	function s(e) {
		if (typeof e != "function") throw TypeError("The \"listener\" argument must be of type Function. Received type " + typeof e);
	}
	Object.defineProperty(a, "defaultMaxListeners", {
		enumerable: !0,
		get: function() {
			return o;
		},
		set: function(e) {
			if (typeof e != "number" || e < 0 || i(e)) throw RangeError("The value of \"defaultMaxListeners\" is out of range. It must be a non-negative number. Received " + e + ".");
			o = e;
		}
	}), a.init = function() {
		(this._events === void 0 || this._events === Object.getPrototypeOf(this)._events) && (this._events = Object.create(null), this._eventsCount = 0), this._maxListeners = this._maxListeners || void 0;
	}, a.prototype.setMaxListeners = function(e) {
		if (typeof e != "number" || e < 0 || i(e)) throw RangeError("The value of \"n\" is out of range. It must be a non-negative number. Received " + e + ".");
		return this._maxListeners = e, this;
	};
	function c(e) {
		return e._maxListeners === void 0 ? a.defaultMaxListeners : e._maxListeners;
	}
	a.prototype.getMaxListeners = function() {
		return c(this);
	}, a.prototype.emit = function(e) {
		for (var n = [], r = 1; r < arguments.length; r++) n.push(arguments[r]);
		var i = e === "error", a = this._events;
		if (a !== void 0) i &&= a.error === void 0;
		else if (!i) return !1;
		if (i) {
			var o;
			if (n.length > 0 && (o = n[0]), o instanceof Error) throw o;
			var s = /* @__PURE__ */ Error("Unhandled error." + (o ? " (" + o.message + ")" : ""));
			throw s.context = o, s;
		}
		var c = a[e];
		if (c === void 0) return !1;
		if (typeof c == "function") t(c, this, n);
		else for (var l = c.length, u = m(c, l), r = 0; r < l; ++r) t(u[r], this, n);
		return !0;
	};
	function l(e, t, n, i) {
		var a, o, l;
		if (s(n), o = e._events, o === void 0 ? (o = e._events = Object.create(null), e._eventsCount = 0) : (o.newListener !== void 0 && (e.emit("newListener", t, n.listener ? n.listener : n), o = e._events), l = o[t]), l === void 0) l = o[t] = n, ++e._eventsCount;
		else if (typeof l == "function" ? l = o[t] = i ? [n, l] : [l, n] : i ? l.unshift(n) : l.push(n), a = c(e), a > 0 && l.length > a && !l.warned) {
			l.warned = !0;
			var u = /* @__PURE__ */ Error("Possible EventEmitter memory leak detected. " + l.length + " " + String(t) + " listeners added. Use emitter.setMaxListeners() to increase limit");
			u.name = "MaxListenersExceededWarning", u.emitter = e, u.type = t, u.count = l.length, r(u);
		}
		return e;
	}
	a.prototype.addListener = function(e, t) {
		return l(this, e, t, !1);
	}, a.prototype.on = a.prototype.addListener, a.prototype.prependListener = function(e, t) {
		return l(this, e, t, !0);
	};
	function u() {
		if (!this.fired) return this.target.removeListener(this.type, this.wrapFn), this.fired = !0, arguments.length === 0 ? this.listener.call(this.target) : this.listener.apply(this.target, arguments);
	}
	function d(e, t, n) {
		var r = {
			fired: !1,
			wrapFn: void 0,
			target: e,
			type: t,
			listener: n
		}, i = u.bind(r);
		return i.listener = n, r.wrapFn = i, i;
	}
	a.prototype.once = function(e, t) {
		return s(t), this.on(e, d(this, e, t)), this;
	}, a.prototype.prependOnceListener = function(e, t) {
		return s(t), this.prependListener(e, d(this, e, t)), this;
	}, a.prototype.removeListener = function(e, t) {
		var n, r, i, a, o;
		if (s(t), r = this._events, r === void 0 || (n = r[e], n === void 0)) return this;
		if (n === t || n.listener === t) --this._eventsCount === 0 ? this._events = Object.create(null) : (delete r[e], r.removeListener && this.emit("removeListener", e, n.listener || t));
		else if (typeof n != "function") {
			for (i = -1, a = n.length - 1; a >= 0; a--) if (n[a] === t || n[a].listener === t) {
				o = n[a].listener, i = a;
				break;
			}
			if (i < 0) return this;
			i === 0 ? n.shift() : h(n, i), n.length === 1 && (r[e] = n[0]), r.removeListener !== void 0 && this.emit("removeListener", e, o || t);
		}
		return this;
	}, a.prototype.off = a.prototype.removeListener, a.prototype.removeAllListeners = function(e) {
		var t, n = this._events, r;
		if (n === void 0) return this;
		if (n.removeListener === void 0) return arguments.length === 0 ? (this._events = Object.create(null), this._eventsCount = 0) : n[e] !== void 0 && (--this._eventsCount === 0 ? this._events = Object.create(null) : delete n[e]), this;
		if (arguments.length === 0) {
			var i = Object.keys(n), a;
			for (r = 0; r < i.length; ++r) a = i[r], a !== "removeListener" && this.removeAllListeners(a);
			return this.removeAllListeners("removeListener"), this._events = Object.create(null), this._eventsCount = 0, this;
		}
		if (t = n[e], typeof t == "function") this.removeListener(e, t);
		else if (t !== void 0) for (r = t.length - 1; r >= 0; r--) this.removeListener(e, t[r]);
		return this;
	};
	function f(e, t, n) {
		var r = e._events;
		if (r === void 0) return [];
		var i = r[t];
		return i === void 0 ? [] : typeof i == "function" ? n ? [i.listener || i] : [i] : n ? g(i) : m(i, i.length);
	}
	a.prototype.listeners = function(e) {
		return f(this, e, !0);
	}, a.prototype.rawListeners = function(e) {
		return f(this, e, !1);
	}, a.listenerCount = function(e, t) {
		return typeof e.listenerCount == "function" ? e.listenerCount(t) : p.call(e, t);
	}, a.prototype.listenerCount = p;
	function p(e) {
		var t = this._events;
		if (t !== void 0) {
			var n = t[e];
			if (typeof n == "function") return 1;
			if (n !== void 0) return n.length;
		}
		return 0;
	}
	a.prototype.eventNames = function() {
		return this._eventsCount > 0 ? n(this._events) : [];
	};
	function m(e, t) {
		for (var n = Array(t), r = 0; r < t; ++r) n[r] = e[r];
		return n;
	}
	function h(e, t) {
		for (; t + 1 < e.length; t++) e[t] = e[t + 1];
		e.pop();
	}
	function g(e) {
		for (var t = Array(e.length), n = 0; n < t.length; ++n) t[n] = e[n].listener || e[n];
		return t;
	}
	function _(e, t) {
		return new Promise(function(n, r) {
			function i(n) {
				e.removeListener(t, a), r(n);
			}
			function a() {
				typeof e.removeListener == "function" && e.removeListener("error", i), n([].slice.call(arguments));
			}
			y(e, t, a, { once: !0 }), t !== "error" && v(e, i, { once: !0 });
		});
	}
	function v(e, t, n) {
		typeof e.on == "function" && y(e, "error", t, n);
	}
	function y(e, t, n, r) {
		if (typeof e.on == "function") r.once ? e.once(t, n) : e.on(t, n);
		else if (typeof e.addEventListener == "function") e.addEventListener(t, function i(a) {
			r.once && e.removeEventListener(t, i), n(a);
		});
		else throw TypeError("The \"emitter\" argument must be of type EventEmitter. Received type " + typeof e);
	}
	return Tt;
}
var Tt, Et, Dt, Ot, kt, At, jt, Mt, Nt, Pt = p(() => {
	v(), J(), q(), Tt = {}, Et = !1, Dt = wt(), Dt.once, Dt.once = function(e, t) {
		return new Promise((n, r) => {
			function i(...t) {
				a !== void 0 && e.removeListener("error", a), n(t);
			}
			let a;
			t !== "error" && (a = (t) => {
				e.removeListener(name, i), r(t);
			}, e.once("error", a)), e.once(t, i);
		});
	}, Dt.on = function(e, t) {
		let n = [], r = [], i = null, a = !1, o = {
			async next() {
				let e = n.shift();
				if (e) return createIterResult(e, !1);
				if (i) {
					let e = Promise.reject(i);
					return i = null, e;
				}
				return a ? createIterResult(void 0, !0) : new Promise((e, t) => r.push({
					resolve: e,
					reject: t
				}));
			},
			async return() {
				e.removeListener(t, s), e.removeListener("error", c), a = !0;
				for (let e of r) e.resolve(createIterResult(void 0, !0));
				return createIterResult(void 0, !0);
			},
			throw(n) {
				i = n, e.removeListener(t, s), e.removeListener("error", c);
			},
			[Symbol.asyncIterator]() {
				return this;
			}
		};
		return e.on(t, s), e.on("error", c), o;
		function s(...e) {
			let t = r.shift();
			t ? t.resolve(createIterResult(e, !1)) : n.push(e);
		}
		function c(e) {
			a = !0;
			let t = r.shift();
			t ? t.reject(e) : i = e, o.return();
		}
	}, {EventEmitter: Ot, defaultMaxListeners: kt, init: At, listenerCount: jt, on: Mt, once: Nt} = Dt;
}), Ft = m((e, t) => {
	v(), J(), q();
	var n = (vt(), _(pt)), { format: r, inspect: i } = bt(), { codes: { ERR_INVALID_ARG_TYPE: a } } = xt(), { kResistStopPropagation: o, AggregateError: s, SymbolDispose: c } = yt(), l = globalThis.AbortSignal || St().AbortSignal, u = globalThis.AbortController || St().AbortController, d = Object.getPrototypeOf(async function() {}).constructor, f = globalThis.Blob || n.Blob, p = typeof f < "u" ? function(e) {
		return e instanceof f;
	} : function(e) {
		return !1;
	}, m = (e, t) => {
		if (e !== void 0 && (typeof e != "object" || !e || !("aborted" in e))) throw new a(t, "AbortSignal", e);
	}, h = (e, t) => {
		if (typeof e != "function") throw new a(t, "Function", e);
	};
	t.exports = {
		AggregateError: s,
		kEmptyObject: Object.freeze({}),
		once(e) {
			let t = !1;
			return function(...n) {
				t || (t = !0, e.apply(this, n));
			};
		},
		createDeferredPromise: function() {
			let e, t;
			return {
				promise: new Promise((n, r) => {
					e = n, t = r;
				}),
				resolve: e,
				reject: t
			};
		},
		promisify(e) {
			return new Promise((t, n) => {
				e((e, ...r) => e ? n(e) : t(...r));
			});
		},
		debuglog() {
			return function() {};
		},
		format: r,
		inspect: i,
		types: {
			isAsyncFunction(e) {
				return e instanceof d;
			},
			isArrayBufferView(e) {
				return ArrayBuffer.isView(e);
			}
		},
		isBlob: p,
		deprecate(e, t) {
			return e;
		},
		addAbortListener: (Pt(), _(Ct)).addAbortListener || function(e, t) {
			if (e === void 0) throw new a("signal", "AbortSignal", e);
			m(e, "signal"), h(t, "listener");
			let n;
			return e.aborted ? queueMicrotask(() => t()) : (e.addEventListener("abort", t, {
				__proto__: null,
				once: !0,
				[o]: !0
			}), n = () => {
				e.removeEventListener("abort", t);
			}), {
				__proto__: null,
				[c]() {
					var e;
					(e = n) == null || e();
				}
			};
		},
		AbortSignalAny: l.any || function(e) {
			if (e.length === 1) return e[0];
			let t = new u(), n = () => t.abort();
			return e.forEach((e) => {
				m(e, "signals"), e.addEventListener("abort", n, { once: !0 });
			}), t.signal.addEventListener("abort", () => {
				e.forEach((e) => e.removeEventListener("abort", n));
			}, { once: !0 }), t.signal;
		}
	}, t.exports.promisify.custom = Symbol.for("nodejs.util.promisify.custom");
}), It = m((e, t) => {
	v(), J(), q();
	var { ArrayIsArray: n, ArrayPrototypeIncludes: r, ArrayPrototypeJoin: i, ArrayPrototypeMap: a, NumberIsInteger: o, NumberIsNaN: s, NumberMAX_SAFE_INTEGER: c, NumberMIN_SAFE_INTEGER: l, NumberParseInt: u, ObjectPrototypeHasOwnProperty: d, RegExpPrototypeExec: f, String: p, StringPrototypeToUpperCase: m, StringPrototypeTrim: h } = yt(), { hideStackFrames: g, codes: { ERR_SOCKET_BAD_PORT: _, ERR_INVALID_ARG_TYPE: y, ERR_INVALID_ARG_VALUE: b, ERR_OUT_OF_RANGE: x, ERR_UNKNOWN_SIGNAL: S } } = xt(), { normalizeEncoding: C } = Ft(), { isAsyncFunction: w, isArrayBufferView: T } = Ft().types, E = {};
	function D(e) {
		return e === (e | 0);
	}
	function O(e) {
		return e === e >>> 0;
	}
	var k = /^[0-7]+$/, A = "must be a 32-bit unsigned integer or an octal string";
	function j(e, t, n) {
		if (typeof e > "u" && (e = n), typeof e == "string") {
			if (f(k, e) === null) throw new b(t, e, A);
			e = u(e, 8);
		}
		return P(e, t), e;
	}
	var M = g((e, t, n = l, r = c) => {
		if (typeof e != "number") throw new y(t, "number", e);
		if (!o(e)) throw new x(t, "an integer", e);
		if (e < n || e > r) throw new x(t, `>= ${n} && <= ${r}`, e);
	}), N = g((e, t, n = -2147483648, r = 2147483647) => {
		if (typeof e != "number") throw new y(t, "number", e);
		if (!o(e)) throw new x(t, "an integer", e);
		if (e < n || e > r) throw new x(t, `>= ${n} && <= ${r}`, e);
	}), P = g((e, t, n = !1) => {
		if (typeof e != "number") throw new y(t, "number", e);
		if (!o(e)) throw new x(t, "an integer", e);
		let r = +!!n, i = 4294967295;
		if (e < r || e > i) throw new x(t, `>= ${r} && <= ${i}`, e);
	});
	function F(e, t) {
		if (typeof e != "string") throw new y(t, "string", e);
	}
	function I(e, t, n = void 0, r) {
		if (typeof e != "number") throw new y(t, "number", e);
		if (n != null && e < n || r != null && e > r || (n != null || r != null) && s(e)) throw new x(t, `${n == null ? "" : `>= ${n}`}${n != null && r != null ? " && " : ""}${r == null ? "" : `<= ${r}`}`, e);
	}
	var L = g((e, t, n) => {
		if (!r(n, e)) throw new b(t, e, "must be one of: " + i(a(n, (e) => typeof e == "string" ? `'${e}'` : p(e)), ", "));
	});
	function R(e, t) {
		if (typeof e != "boolean") throw new y(t, "boolean", e);
	}
	function z(e, t, n) {
		return e == null || !d(e, t) ? n : e[t];
	}
	var B = g((e, t, r = null) => {
		let i = z(r, "allowArray", !1), a = z(r, "allowFunction", !1);
		if (!z(r, "nullable", !1) && e === null || !i && n(e) || typeof e != "object" && (!a || typeof e != "function")) throw new y(t, "Object", e);
	}), V = g((e, t) => {
		if (e != null && typeof e != "object" && typeof e != "function") throw new y(t, "a dictionary", e);
	}), H = g((e, t, r = 0) => {
		if (!n(e)) throw new y(t, "Array", e);
		if (e.length < r) throw new b(t, e, `must be longer than ${r}`);
	});
	function U(e, t) {
		H(e, t);
		for (let n = 0; n < e.length; n++) F(e[n], `${t}[${n}]`);
	}
	function W(e, t) {
		H(e, t);
		for (let n = 0; n < e.length; n++) R(e[n], `${t}[${n}]`);
	}
	function ee(e, t) {
		H(e, t);
		for (let n = 0; n < e.length; n++) {
			let r = e[n], i = `${t}[${n}]`;
			if (r == null) throw new y(i, "AbortSignal", r);
			ae(r, i);
		}
	}
	function te(e, t = "signal") {
		if (F(e, t), E[e] === void 0) throw E[m(e)] === void 0 ? new S(e) : new S(e + " (signals must use all capital letters)");
	}
	var ne = g((e, t = "buffer") => {
		if (!T(e)) throw new y(t, [
			"Buffer",
			"TypedArray",
			"DataView"
		], e);
	});
	function re(e, t) {
		let n = C(t), r = e.length;
		if (n === "hex" && r % 2 != 0) throw new b("encoding", t, `is invalid for data of length ${r}`);
	}
	function ie(e, t = "Port", n = !0) {
		if (typeof e != "number" && typeof e != "string" || typeof e == "string" && h(e).length === 0 || +e != e >>> 0 || e > 65535 || e === 0 && !n) throw new _(t, e, n);
		return e | 0;
	}
	var ae = g((e, t) => {
		if (e !== void 0 && (typeof e != "object" || !e || !("aborted" in e))) throw new y(t, "AbortSignal", e);
	}), oe = g((e, t) => {
		if (typeof e != "function") throw new y(t, "Function", e);
	}), se = g((e, t) => {
		if (typeof e != "function" || w(e)) throw new y(t, "Function", e);
	}), ce = g((e, t) => {
		if (e !== void 0) throw new y(t, "undefined", e);
	});
	function le(e, t, n) {
		if (!r(n, e)) throw new y(t, `('${i(n, "|")}')`, e);
	}
	var ue = /^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
	function de(e, t) {
		if (typeof e > "u" || !f(ue, e)) throw new b(t, e, "must be an array or string of format \"</styles.css>; rel=preload; as=style\"");
	}
	function fe(e) {
		if (typeof e == "string") return de(e, "hints"), e;
		if (n(e)) {
			let t = e.length, n = "";
			if (t === 0) return n;
			for (let r = 0; r < t; r++) {
				let i = e[r];
				de(i, "hints"), n += i, r !== t - 1 && (n += ", ");
			}
			return n;
		}
		throw new b("hints", e, "must be an array or string of format \"</styles.css>; rel=preload; as=style\"");
	}
	t.exports = {
		isInt32: D,
		isUint32: O,
		parseFileMode: j,
		validateArray: H,
		validateStringArray: U,
		validateBooleanArray: W,
		validateAbortSignalArray: ee,
		validateBoolean: R,
		validateBuffer: ne,
		validateDictionary: V,
		validateEncoding: re,
		validateFunction: oe,
		validateInt32: N,
		validateInteger: M,
		validateNumber: I,
		validateObject: B,
		validateOneOf: L,
		validatePlainFunction: se,
		validatePort: ie,
		validateSignalName: te,
		validateString: F,
		validateUint32: P,
		validateUndefined: ce,
		validateUnion: le,
		validateAbortSignal: ae,
		validateLinkHeaderValue: fe
	};
}), Lt = m((e, t) => {
	v(), J(), q();
	var n = t.exports = {}, r, i;
	function a() {
		throw Error("setTimeout has not been defined");
	}
	function o() {
		throw Error("clearTimeout has not been defined");
	}
	(function() {
		try {
			r = typeof setTimeout == "function" ? setTimeout : a;
		} catch {
			r = a;
		}
		try {
			i = typeof clearTimeout == "function" ? clearTimeout : o;
		} catch {
			i = o;
		}
	})();
	function s(e) {
		if (r === setTimeout) return setTimeout(e, 0);
		if ((r === a || !r) && setTimeout) return r = setTimeout, setTimeout(e, 0);
		try {
			return r(e, 0);
		} catch {
			try {
				return r.call(null, e, 0);
			} catch {
				return r.call(this, e, 0);
			}
		}
	}
	function c(e) {
		if (i === clearTimeout) return clearTimeout(e);
		if ((i === o || !i) && clearTimeout) return i = clearTimeout, clearTimeout(e);
		try {
			return i(e);
		} catch {
			try {
				return i.call(null, e);
			} catch {
				return i.call(this, e);
			}
		}
	}
	var l = [], u = !1, d, f = -1;
	function p() {
		!u || !d || (u = !1, d.length ? l = d.concat(l) : f = -1, l.length && m());
	}
	function m() {
		if (!u) {
			var e = s(p);
			u = !0;
			for (var t = l.length; t;) {
				for (d = l, l = []; ++f < t;) d && d[f].run();
				f = -1, t = l.length;
			}
			d = null, u = !1, c(e);
		}
	}
	n.nextTick = function(e) {
		var t = Array(arguments.length - 1);
		if (arguments.length > 1) for (var n = 1; n < arguments.length; n++) t[n - 1] = arguments[n];
		l.push(new h(e, t)), l.length === 1 && !u && s(m);
	};
	function h(e, t) {
		this.fun = e, this.array = t;
	}
	h.prototype.run = function() {
		this.fun.apply(null, this.array);
	}, n.title = "browser", n.browser = !0, n.env = {}, n.argv = [], n.version = "", n.versions = {};
	function g() {}
	n.on = g, n.addListener = g, n.once = g, n.off = g, n.removeListener = g, n.removeAllListeners = g, n.emit = g, n.prependListener = g, n.prependOnceListener = g, n.listeners = function(e) {
		return [];
	}, n.binding = function(e) {
		throw Error("process.binding is not supported");
	}, n.cwd = function() {
		return "/";
	}, n.chdir = function(e) {
		throw Error("process.chdir is not supported");
	}, n.umask = function() {
		return 0;
	};
}), Rt = m((e, t) => {
	v(), J(), q();
	var { SymbolAsyncIterator: n, SymbolIterator: r, SymbolFor: i } = yt(), a = i("nodejs.stream.destroyed"), o = i("nodejs.stream.errored"), s = i("nodejs.stream.readable"), c = i("nodejs.stream.writable"), l = i("nodejs.stream.disturbed"), u = i("nodejs.webstream.isClosedPromise"), d = i("nodejs.webstream.controllerErrorFunction");
	function f(e, t = !1) {
		return !(!e || typeof e.pipe != "function" || typeof e.on != "function" || t && (typeof e.pause != "function" || typeof e.resume != "function") || e._writableState && e._readableState?.readable === !1 || e._writableState && !e._readableState);
	}
	function p(e) {
		return !(!e || typeof e.write != "function" || typeof e.on != "function" || e._readableState && e._writableState?.writable === !1);
	}
	function m(e) {
		return !!(e && typeof e.pipe == "function" && e._readableState && typeof e.on == "function" && typeof e.write == "function");
	}
	function h(e) {
		return e && (e._readableState || e._writableState || typeof e.write == "function" && typeof e.on == "function" || typeof e.pipe == "function" && typeof e.on == "function");
	}
	function g(e) {
		return !(!e || h(e) || typeof e.pipeThrough != "function" || typeof e.getReader != "function" || typeof e.cancel != "function");
	}
	function _(e) {
		return !(!e || h(e) || typeof e.getWriter != "function" || typeof e.abort != "function");
	}
	function y(e) {
		return !(!e || h(e) || typeof e.readable != "object" || typeof e.writable != "object");
	}
	function b(e) {
		return g(e) || _(e) || y(e);
	}
	function x(e, t) {
		return e == null ? !1 : t === !0 ? typeof e[n] == "function" : t === !1 ? typeof e[r] == "function" : typeof e[n] == "function" || typeof e[r] == "function";
	}
	function S(e) {
		if (!h(e)) return null;
		let t = e._writableState, n = e._readableState, r = t || n;
		return !!(e.destroyed || e[a] || r != null && r.destroyed);
	}
	function C(e) {
		if (!p(e)) return null;
		if (e.writableEnded === !0) return !0;
		let t = e._writableState;
		return t != null && t.errored ? !1 : typeof t?.ended == "boolean" ? t.ended : null;
	}
	function w(e, t) {
		if (!p(e)) return null;
		if (e.writableFinished === !0) return !0;
		let n = e._writableState;
		return n != null && n.errored ? !1 : typeof n?.finished == "boolean" ? !!(n.finished || t === !1 && n.ended === !0 && n.length === 0) : null;
	}
	function T(e) {
		if (!f(e)) return null;
		if (e.readableEnded === !0) return !0;
		let t = e._readableState;
		return !t || t.errored ? !1 : typeof t?.ended == "boolean" ? t.ended : null;
	}
	function E(e, t) {
		if (!f(e)) return null;
		let n = e._readableState;
		return n != null && n.errored ? !1 : typeof n?.endEmitted == "boolean" ? !!(n.endEmitted || t === !1 && n.ended === !0 && n.length === 0) : null;
	}
	function D(e) {
		return e && e[s] != null ? e[s] : typeof e?.readable == "boolean" ? !S(e) && f(e) && e.readable && !E(e) : null;
	}
	function O(e) {
		return e && e[c] != null ? e[c] : typeof e?.writable == "boolean" ? !S(e) && p(e) && e.writable && !C(e) : null;
	}
	function k(e, t) {
		return h(e) ? S(e) ? !0 : !(t?.readable !== !1 && D(e) || t?.writable !== !1 && O(e)) : null;
	}
	function A(e) {
		return h(e) ? e.writableErrored ? e.writableErrored : e._writableState?.errored ?? null : null;
	}
	function j(e) {
		return h(e) ? e.readableErrored ? e.readableErrored : e._readableState?.errored ?? null : null;
	}
	function M(e) {
		if (!h(e)) return null;
		if (typeof e.closed == "boolean") return e.closed;
		let t = e._writableState, n = e._readableState;
		return typeof t?.closed == "boolean" || typeof n?.closed == "boolean" ? t?.closed || n?.closed : typeof e._closed == "boolean" && N(e) ? e._closed : null;
	}
	function N(e) {
		return typeof e._closed == "boolean" && typeof e._defaultKeepAlive == "boolean" && typeof e._removedConnection == "boolean" && typeof e._removedContLen == "boolean";
	}
	function P(e) {
		return typeof e._sent100 == "boolean" && N(e);
	}
	function F(e) {
		return typeof e._consuming == "boolean" && typeof e._dumped == "boolean" && e.req?.upgradeOrConnect === void 0;
	}
	function I(e) {
		if (!h(e)) return null;
		let t = e._writableState, n = e._readableState, r = t || n;
		return !r && P(e) || !!(r && r.autoDestroy && r.emitClose && r.closed === !1);
	}
	function L(e) {
		return !!(e && (e[l] ?? (e.readableDidRead || e.readableAborted)));
	}
	function R(e) {
		var t;
		return !!(e && (e[o] ?? e.readableErrored ?? e.writableErrored ?? e._readableState?.errorEmitted ?? e._writableState?.errorEmitted ?? e._readableState?.errored ?? ((t = e._writableState) != null && t.errored)));
	}
	t.exports = {
		isDestroyed: S,
		kIsDestroyed: a,
		isDisturbed: L,
		kIsDisturbed: l,
		isErrored: R,
		kIsErrored: o,
		isReadable: D,
		kIsReadable: s,
		kIsClosedPromise: u,
		kControllerErrorFunction: d,
		kIsWritable: c,
		isClosed: M,
		isDuplexNodeStream: m,
		isFinished: k,
		isIterable: x,
		isReadableNodeStream: f,
		isReadableStream: g,
		isReadableEnded: T,
		isReadableFinished: E,
		isReadableErrored: j,
		isNodeStream: h,
		isWebStream: b,
		isWritable: O,
		isWritableNodeStream: p,
		isWritableStream: _,
		isWritableEnded: C,
		isWritableFinished: w,
		isWritableErrored: A,
		isServerRequest: F,
		isServerResponse: P,
		willEmitClose: I,
		isTransformStream: y
	};
}), zt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { AbortError: r, codes: i } = xt(), { ERR_INVALID_ARG_TYPE: a, ERR_STREAM_PREMATURE_CLOSE: o } = i, { kEmptyObject: s, once: c } = Ft(), { validateAbortSignal: l, validateFunction: u, validateObject: d, validateBoolean: f } = It(), { Promise: p, PromisePrototypeThen: m, SymbolDispose: h } = yt(), { isClosed: g, isReadable: _, isReadableNodeStream: y, isReadableStream: b, isReadableFinished: x, isReadableErrored: S, isWritable: C, isWritableNodeStream: w, isWritableStream: T, isWritableFinished: E, isWritableErrored: D, isNodeStream: O, willEmitClose: k, kIsClosedPromise: A } = Rt(), j;
	function M(e) {
		return e.setHeader && typeof e.abort == "function";
	}
	var N = () => {};
	function P(e, t, i) {
		if (arguments.length === 2 ? (i = t, t = s) : t == null ? t = s : d(t, "options"), u(i, "callback"), l(t.signal, "options.signal"), i = c(i), b(e) || T(e)) return F(e, t, i);
		if (!O(e)) throw new a("stream", [
			"ReadableStream",
			"WritableStream",
			"Stream"
		], e);
		let f = t.readable ?? y(e), p = t.writable ?? w(e), m = e._writableState, v = e._readableState, A = () => {
			e.writable || L();
		}, P = k(e) && y(e) === f && w(e) === p, I = E(e, !1), L = () => {
			I = !0, e.destroyed && (P = !1), P && (!e.readable || f) || f && !R || i.call(e);
		}, R = x(e, !1), z = () => {
			R = !0, e.destroyed && (P = !1), P && (!e.writable || p) || p && !I || i.call(e);
		}, B = (t) => {
			i.call(e, t);
		}, V = g(e), H = () => {
			V = !0;
			let t = D(e) || S(e);
			if (t && typeof t != "boolean") return i.call(e, t);
			if (f && !R && y(e, !0) && !x(e, !1) || p && !I && !E(e, !1)) return i.call(e, new o());
			i.call(e);
		}, U = () => {
			V = !0;
			let t = D(e) || S(e);
			if (t && typeof t != "boolean") return i.call(e, t);
			i.call(e);
		}, W = () => {
			e.req.on("finish", L);
		};
		M(e) ? (e.on("complete", L), P || e.on("abort", H), e.req ? W() : e.on("request", W)) : p && !m && (e.on("end", A), e.on("close", A)), !P && typeof e.aborted == "boolean" && e.on("aborted", H), e.on("end", z), e.on("finish", L), t.error !== !1 && e.on("error", B), e.on("close", H), V ? n.nextTick(H) : m != null && m.errorEmitted || v != null && v.errorEmitted ? P || n.nextTick(U) : (!f && (!P || _(e)) && (I || C(e) === !1) || !p && (!P || C(e)) && (R || _(e) === !1) || v && e.req && e.aborted) && n.nextTick(U);
		let ee = () => {
			i = N, e.removeListener("aborted", H), e.removeListener("complete", L), e.removeListener("abort", H), e.removeListener("request", W), e.req && e.req.removeListener("finish", L), e.removeListener("end", A), e.removeListener("close", A), e.removeListener("finish", L), e.removeListener("end", z), e.removeListener("error", B), e.removeListener("close", H);
		};
		if (t.signal && !V) {
			let a = () => {
				let n = i;
				ee(), n.call(e, new r(void 0, { cause: t.signal.reason }));
			};
			if (t.signal.aborted) n.nextTick(a);
			else {
				j ||= Ft().addAbortListener;
				let n = j(t.signal, a), r = i;
				i = c((...t) => {
					n[h](), r.apply(e, t);
				});
			}
		}
		return ee;
	}
	function F(e, t, i) {
		let a = !1, o = N;
		if (t.signal) {
			if (o = () => {
				a = !0, i.call(e, new r(void 0, { cause: t.signal.reason }));
			}, t.signal.aborted) n.nextTick(o);
			else {
				j ||= Ft().addAbortListener;
				let n = j(t.signal, o), r = i;
				i = c((...t) => {
					n[h](), r.apply(e, t);
				});
			}
		}
		let s = (...t) => {
			a || n.nextTick(() => i.apply(e, t));
		};
		return m(e[A].promise, s, s), N;
	}
	function I(e, t) {
		var n;
		let r = !1;
		return t === null && (t = s), (n = t) != null && n.cleanup && (f(t.cleanup, "cleanup"), r = t.cleanup), new p((n, i) => {
			let a = P(e, t, (e) => {
				r && a(), e ? i(e) : n();
			});
		});
	}
	t.exports = P, t.exports.finished = I;
}), Bt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { aggregateTwoErrors: r, codes: { ERR_MULTIPLE_CALLBACK: i }, AbortError: a } = xt(), { Symbol: o } = yt(), { kIsDestroyed: s, isDestroyed: c, isFinished: l, isServerRequest: u } = Rt(), d = o("kDestroy"), f = o("kConstruct");
	function p(e, t, n) {
		e && (e.stack, t && !t.errored && (t.errored = e), n && !n.errored && (n.errored = e));
	}
	function m(e, t) {
		let n = this._readableState, i = this._writableState, a = i || n;
		return i != null && i.destroyed || n != null && n.destroyed ? (typeof t == "function" && t(), this) : (p(e, i, n), i && (i.destroyed = !0), n && (n.destroyed = !0), a.constructed ? h(this, e, t) : this.once(d, function(n) {
			h(this, r(n, e), t);
		}), this);
	}
	function h(e, t, r) {
		let i = !1;
		function a(t) {
			if (i) return;
			i = !0;
			let a = e._readableState, o = e._writableState;
			p(t, o, a), o && (o.closed = !0), a && (a.closed = !0), typeof r == "function" && r(t), t ? n.nextTick(g, e, t) : n.nextTick(_, e);
		}
		try {
			e._destroy(t || null, a);
		} catch (e) {
			a(e);
		}
	}
	function g(e, t) {
		y(e, t), _(e);
	}
	function _(e) {
		let t = e._readableState, n = e._writableState;
		n && (n.closeEmitted = !0), t && (t.closeEmitted = !0), (n != null && n.emitClose || t != null && t.emitClose) && e.emit("close");
	}
	function y(e, t) {
		let n = e._readableState, r = e._writableState;
		r != null && r.errorEmitted || n != null && n.errorEmitted || (r && (r.errorEmitted = !0), n && (n.errorEmitted = !0), e.emit("error", t));
	}
	function b() {
		let e = this._readableState, t = this._writableState;
		e && (e.constructed = !0, e.closed = !1, e.closeEmitted = !1, e.destroyed = !1, e.errored = null, e.errorEmitted = !1, e.reading = !1, e.ended = e.readable === !1, e.endEmitted = e.readable === !1), t && (t.constructed = !0, t.destroyed = !1, t.closed = !1, t.closeEmitted = !1, t.errored = null, t.errorEmitted = !1, t.finalCalled = !1, t.prefinished = !1, t.ended = t.writable === !1, t.ending = t.writable === !1, t.finished = t.writable === !1);
	}
	function x(e, t, r) {
		let i = e._readableState, a = e._writableState;
		if (a != null && a.destroyed || i != null && i.destroyed) return this;
		i != null && i.autoDestroy || a != null && a.autoDestroy ? e.destroy(t) : t && (t.stack, a && !a.errored && (a.errored = t), i && !i.errored && (i.errored = t), r ? n.nextTick(y, e, t) : y(e, t));
	}
	function S(e, t) {
		if (typeof e._construct != "function") return;
		let r = e._readableState, i = e._writableState;
		r && (r.constructed = !1), i && (i.constructed = !1), e.once(f, t), !(e.listenerCount(f) > 1) && n.nextTick(C, e);
	}
	function C(e) {
		let t = !1;
		function r(r) {
			if (t) {
				x(e, r ?? new i());
				return;
			}
			t = !0;
			let a = e._readableState, o = e._writableState, s = o || a;
			a && (a.constructed = !0), o && (o.constructed = !0), s.destroyed ? e.emit(d, r) : r ? x(e, r, !0) : n.nextTick(w, e);
		}
		try {
			e._construct((e) => {
				n.nextTick(r, e);
			});
		} catch (e) {
			n.nextTick(r, e);
		}
	}
	function w(e) {
		e.emit(f);
	}
	function T(e) {
		return e?.setHeader && typeof e.abort == "function";
	}
	function E(e) {
		e.emit("close");
	}
	function D(e, t) {
		e.emit("error", t), n.nextTick(E, e);
	}
	function O(e, t) {
		!e || c(e) || (!t && !l(e) && (t = new a()), u(e) ? (e.socket = null, e.destroy(t)) : T(e) ? e.abort() : T(e.req) ? e.req.abort() : typeof e.destroy == "function" ? e.destroy(t) : typeof e.close == "function" ? e.close() : t ? n.nextTick(D, e, t) : n.nextTick(E, e), e.destroyed || (e[s] = !0));
	}
	t.exports = {
		construct: S,
		destroyer: O,
		destroy: m,
		undestroy: b,
		errorOrDestroy: x
	};
}), Vt = m((e, t) => {
	v(), J(), q();
	var { ArrayIsArray: n, ObjectSetPrototypeOf: r } = yt(), { EventEmitter: i } = (Pt(), _(Ct));
	function a(e) {
		i.call(this, e);
	}
	r(a.prototype, i.prototype), r(a, i), a.prototype.pipe = function(e, t) {
		let n = this;
		function r(t) {
			e.writable && e.write(t) === !1 && n.pause && n.pause();
		}
		n.on("data", r);
		function a() {
			n.readable && n.resume && n.resume();
		}
		e.on("drain", a), e._isStdio || t && t.end === !1 || (n.on("end", c), n.on("close", l));
		let s = !1;
		function c() {
			s || (s = !0, e.end());
		}
		function l() {
			s || (s = !0, typeof e.destroy == "function" && e.destroy());
		}
		function u(e) {
			d(), i.listenerCount(this, "error") === 0 && this.emit("error", e);
		}
		o(n, "error", u), o(e, "error", u);
		function d() {
			n.removeListener("data", r), e.removeListener("drain", a), n.removeListener("end", c), n.removeListener("close", l), n.removeListener("error", u), e.removeListener("error", u), n.removeListener("end", d), n.removeListener("close", d), e.removeListener("close", d);
		}
		return n.on("end", d), n.on("close", d), e.on("close", d), e.emit("pipe", n), e;
	};
	function o(e, t, r) {
		if (typeof e.prependListener == "function") return e.prependListener(t, r);
		!e._events || !e._events[t] ? e.on(t, r) : n(e._events[t]) ? e._events[t].unshift(r) : e._events[t] = [r, e._events[t]];
	}
	t.exports = {
		Stream: a,
		prependListener: o
	};
}), Ht = m((e, t) => {
	v(), J(), q();
	var { SymbolDispose: n } = yt(), { AbortError: r, codes: i } = xt(), { isNodeStream: a, isWebStream: o, kControllerErrorFunction: s } = Rt(), c = zt(), { ERR_INVALID_ARG_TYPE: l } = i, u, d = (e, t) => {
		if (typeof e != "object" || !("aborted" in e)) throw new l(t, "AbortSignal", e);
	};
	t.exports.addAbortSignal = function(e, n) {
		if (d(e, "signal"), !a(n) && !o(n)) throw new l("stream", [
			"ReadableStream",
			"WritableStream",
			"Stream"
		], n);
		return t.exports.addAbortSignalNoValidate(e, n);
	}, t.exports.addAbortSignalNoValidate = function(e, t) {
		if (typeof e != "object" || !("aborted" in e)) return t;
		let i = a(t) ? () => {
			t.destroy(new r(void 0, { cause: e.reason }));
		} : () => {
			t[s](new r(void 0, { cause: e.reason }));
		};
		return e.aborted ? i() : (u ||= Ft().addAbortListener, c(t, u(e, i)[n])), t;
	};
}), Ut = m((e, t) => {
	v(), J(), q();
	var { StringPrototypeSlice: n, SymbolIterator: r, TypedArrayPrototypeSet: i, Uint8Array: a } = yt(), { Buffer: o } = (vt(), _(pt)), { inspect: s } = Ft();
	t.exports = class {
		constructor() {
			this.head = null, this.tail = null, this.length = 0;
		}
		push(e) {
			let t = {
				data: e,
				next: null
			};
			this.length > 0 ? this.tail.next = t : this.head = t, this.tail = t, ++this.length;
		}
		unshift(e) {
			let t = {
				data: e,
				next: this.head
			};
			this.length === 0 && (this.tail = t), this.head = t, ++this.length;
		}
		shift() {
			if (this.length === 0) return;
			let e = this.head.data;
			return this.head = this.length === 1 ? this.tail = null : this.head.next, --this.length, e;
		}
		clear() {
			this.head = this.tail = null, this.length = 0;
		}
		join(e) {
			if (this.length === 0) return "";
			let t = this.head, n = "" + t.data;
			for (; (t = t.next) !== null;) n += e + t.data;
			return n;
		}
		concat(e) {
			if (this.length === 0) return o.alloc(0);
			let t = o.allocUnsafe(e >>> 0), n = this.head, r = 0;
			for (; n;) i(t, n.data, r), r += n.data.length, n = n.next;
			return t;
		}
		consume(e, t) {
			let n = this.head.data;
			if (e < n.length) {
				let t = n.slice(0, e);
				return this.head.data = n.slice(e), t;
			}
			return e === n.length ? this.shift() : t ? this._getString(e) : this._getBuffer(e);
		}
		first() {
			return this.head.data;
		}
		*[r]() {
			for (let e = this.head; e; e = e.next) yield e.data;
		}
		_getString(e) {
			let t = "", r = this.head, i = 0;
			do {
				let a = r.data;
				if (e > a.length) t += a, e -= a.length;
				else {
					e === a.length ? (t += a, ++i, this.head = r.next ? r.next : this.tail = null) : (t += n(a, 0, e), this.head = r, r.data = n(a, e));
					break;
				}
				++i;
			} while ((r = r.next) !== null);
			return this.length -= i, t;
		}
		_getBuffer(e) {
			let t = o.allocUnsafe(e), n = e, r = this.head, s = 0;
			do {
				let o = r.data;
				if (e > o.length) i(t, o, n - e), e -= o.length;
				else {
					e === o.length ? (i(t, o, n - e), ++s, this.head = r.next ? r.next : this.tail = null) : (i(t, new a(o.buffer, o.byteOffset, e), n - e), this.head = r, r.data = o.slice(e));
					break;
				}
				++s;
			} while ((r = r.next) !== null);
			return this.length -= s, t;
		}
		[Symbol.for("nodejs.util.inspect.custom")](e, t) {
			return s(this, {
				...t,
				depth: 0,
				customInspect: !1
			});
		}
	};
}), Wt = m((e, t) => {
	v(), J(), q();
	var { MathFloor: n, NumberIsInteger: r } = yt(), { validateInteger: i } = It(), { ERR_INVALID_ARG_VALUE: a } = xt().codes, o = 16384, s = 16;
	function c(e, t, n) {
		return e.highWaterMark == null ? t ? e[n] : null : e.highWaterMark;
	}
	function l(e) {
		return e ? s : o;
	}
	function u(e, t) {
		i(t, "value", 0), e ? s = t : o = t;
	}
	function d(e, t, i, o) {
		let s = c(t, o, i);
		if (s != null) {
			if (!r(s) || s < 0) throw new a(o ? `options.${i}` : "options.highWaterMark", s);
			return n(s);
		}
		return l(e.objectMode);
	}
	t.exports = {
		getHighWaterMark: d,
		getDefaultHighWaterMark: l,
		setDefaultHighWaterMark: u
	};
}), Gt = m((e, t) => {
	v(), J(), q();
	var n = (vt(), _(pt)), r = n.Buffer;
	function i(e, t) {
		for (var n in e) t[n] = e[n];
	}
	r.from && r.alloc && r.allocUnsafe && r.allocUnsafeSlow ? t.exports = n : (i(n, e), e.Buffer = a);
	function a(e, t, n) {
		return r(e, t, n);
	}
	a.prototype = Object.create(r.prototype), i(r, a), a.from = function(e, t, n) {
		if (typeof e == "number") throw TypeError("Argument must not be a number");
		return r(e, t, n);
	}, a.alloc = function(e, t, n) {
		if (typeof e != "number") throw TypeError("Argument must be a number");
		var i = r(e);
		return t === void 0 ? i.fill(0) : typeof n == "string" ? i.fill(t, n) : i.fill(t), i;
	}, a.allocUnsafe = function(e) {
		if (typeof e != "number") throw TypeError("Argument must be a number");
		return r(e);
	}, a.allocUnsafeSlow = function(e) {
		if (typeof e != "number") throw TypeError("Argument must be a number");
		return n.SlowBuffer(e);
	};
}), Kt = m((e) => {
	v(), J(), q();
	var t = Gt().Buffer, n = t.isEncoding || function(e) {
		switch (e = "" + e, e && e.toLowerCase()) {
			case "hex":
			case "utf8":
			case "utf-8":
			case "ascii":
			case "binary":
			case "base64":
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le":
			case "raw": return !0;
			default: return !1;
		}
	};
	function r(e) {
		if (!e) return "utf8";
		for (var t;;) switch (e) {
			case "utf8":
			case "utf-8": return "utf8";
			case "ucs2":
			case "ucs-2":
			case "utf16le":
			case "utf-16le": return "utf16le";
			case "latin1":
			case "binary": return "latin1";
			case "base64":
			case "ascii":
			case "hex": return e;
			default:
				if (t) return;
				e = ("" + e).toLowerCase(), t = !0;
		}
	}
	function i(e) {
		var i = r(e);
		if (typeof i != "string" && (t.isEncoding === n || !n(e))) throw Error("Unknown encoding: " + e);
		return i || e;
	}
	e.StringDecoder = a;
	function a(e) {
		this.encoding = i(e);
		var n;
		switch (this.encoding) {
			case "utf16le":
				this.text = f, this.end = p, n = 4;
				break;
			case "utf8":
				this.fillLast = l, n = 4;
				break;
			case "base64":
				this.text = m, this.end = h, n = 3;
				break;
			default:
				this.write = g, this.end = _;
				return;
		}
		this.lastNeed = 0, this.lastTotal = 0, this.lastChar = t.allocUnsafe(n);
	}
	a.prototype.write = function(e) {
		if (e.length === 0) return "";
		var t, n;
		if (this.lastNeed) {
			if (t = this.fillLast(e), t === void 0) return "";
			n = this.lastNeed, this.lastNeed = 0;
		} else n = 0;
		return n < e.length ? t ? t + this.text(e, n) : this.text(e, n) : t || "";
	}, a.prototype.end = d, a.prototype.text = u, a.prototype.fillLast = function(e) {
		if (this.lastNeed <= e.length) return e.copy(this.lastChar, this.lastTotal - this.lastNeed, 0, this.lastNeed), this.lastChar.toString(this.encoding, 0, this.lastTotal);
		e.copy(this.lastChar, this.lastTotal - this.lastNeed, 0, e.length), this.lastNeed -= e.length;
	};
	function o(e) {
		return e <= 127 ? 0 : e >> 5 == 6 ? 2 : e >> 4 == 14 ? 3 : e >> 3 == 30 ? 4 : e >> 6 == 2 ? -1 : -2;
	}
	function s(e, t, n) {
		var r = t.length - 1;
		if (r < n) return 0;
		var i = o(t[r]);
		return i >= 0 ? (i > 0 && (e.lastNeed = i - 1), i) : --r < n || i === -2 ? 0 : (i = o(t[r]), i >= 0 ? (i > 0 && (e.lastNeed = i - 2), i) : --r < n || i === -2 ? 0 : (i = o(t[r]), i >= 0 ? (i > 0 && (i === 2 ? i = 0 : e.lastNeed = i - 3), i) : 0));
	}
	function c(e, t, n) {
		if ((t[0] & 192) != 128) return e.lastNeed = 0, "�";
		if (e.lastNeed > 1 && t.length > 1) {
			if ((t[1] & 192) != 128) return e.lastNeed = 1, "�";
			if (e.lastNeed > 2 && t.length > 2 && (t[2] & 192) != 128) return e.lastNeed = 2, "�";
		}
	}
	function l(e) {
		var t = this.lastTotal - this.lastNeed, n = c(this, e, t);
		if (n !== void 0) return n;
		if (this.lastNeed <= e.length) return e.copy(this.lastChar, t, 0, this.lastNeed), this.lastChar.toString(this.encoding, 0, this.lastTotal);
		e.copy(this.lastChar, t, 0, e.length), this.lastNeed -= e.length;
	}
	function u(e, t) {
		var n = s(this, e, t);
		if (!this.lastNeed) return e.toString("utf8", t);
		this.lastTotal = n;
		var r = e.length - (n - this.lastNeed);
		return e.copy(this.lastChar, 0, r), e.toString("utf8", t, r);
	}
	function d(e) {
		var t = e && e.length ? this.write(e) : "";
		return this.lastNeed ? t + "�" : t;
	}
	function f(e, t) {
		if ((e.length - t) % 2 == 0) {
			var n = e.toString("utf16le", t);
			if (n) {
				var r = n.charCodeAt(n.length - 1);
				if (r >= 55296 && r <= 56319) return this.lastNeed = 2, this.lastTotal = 4, this.lastChar[0] = e[e.length - 2], this.lastChar[1] = e[e.length - 1], n.slice(0, -1);
			}
			return n;
		}
		return this.lastNeed = 1, this.lastTotal = 2, this.lastChar[0] = e[e.length - 1], e.toString("utf16le", t, e.length - 1);
	}
	function p(e) {
		var t = e && e.length ? this.write(e) : "";
		if (this.lastNeed) {
			var n = this.lastTotal - this.lastNeed;
			return t + this.lastChar.toString("utf16le", 0, n);
		}
		return t;
	}
	function m(e, t) {
		var n = (e.length - t) % 3;
		return n === 0 ? e.toString("base64", t) : (this.lastNeed = 3 - n, this.lastTotal = 3, n === 1 ? this.lastChar[0] = e[e.length - 1] : (this.lastChar[0] = e[e.length - 2], this.lastChar[1] = e[e.length - 1]), e.toString("base64", t, e.length - n));
	}
	function h(e) {
		var t = e && e.length ? this.write(e) : "";
		return this.lastNeed ? t + this.lastChar.toString("base64", 0, 3 - this.lastNeed) : t;
	}
	function g(e) {
		return e.toString(this.encoding);
	}
	function _(e) {
		return e && e.length ? this.write(e) : "";
	}
}), qt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { PromisePrototypeThen: r, SymbolAsyncIterator: i, SymbolIterator: a } = yt(), { Buffer: o } = (vt(), _(pt)), { ERR_INVALID_ARG_TYPE: s, ERR_STREAM_NULL_VALUES: c } = xt().codes;
	function l(e, t, l) {
		let u;
		if (typeof t == "string" || t instanceof o) return new e({
			objectMode: !0,
			...l,
			read() {
				this.push(t), this.push(null);
			}
		});
		let d;
		if (t && t[i]) d = !0, u = t[i]();
		else if (t && t[a]) d = !1, u = t[a]();
		else throw new s("iterable", ["Iterable"], t);
		let f = new e({
			objectMode: !0,
			highWaterMark: 1,
			...l
		}), p = !1;
		f._read = function() {
			p || (p = !0, h());
		}, f._destroy = function(e, t) {
			r(m(e), () => n.nextTick(t, e), (r) => n.nextTick(t, r || e));
		};
		async function m(e) {
			let t = e != null, n = typeof u.throw == "function";
			if (t && n) {
				let { value: t, done: n } = await u.throw(e);
				if (await t, n) return;
			}
			if (typeof u.return == "function") {
				let { value: e } = await u.return();
				await e;
			}
		}
		async function h() {
			for (;;) {
				try {
					let { value: e, done: t } = d ? await u.next() : u.next();
					if (t) f.push(null);
					else {
						let t = e && typeof e.then == "function" ? await e : e;
						if (t === null) throw p = !1, new c();
						if (f.push(t)) continue;
						p = !1;
					}
				} catch (e) {
					f.destroy(e);
				}
				break;
			}
		}
		return f;
	}
	t.exports = l;
}), Jt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { ArrayPrototypeIndexOf: r, NumberIsInteger: i, NumberIsNaN: a, NumberParseInt: o, ObjectDefineProperties: s, ObjectKeys: c, ObjectSetPrototypeOf: l, Promise: u, SafeSet: d, SymbolAsyncDispose: f, SymbolAsyncIterator: p, Symbol: m } = yt();
	t.exports = K, K.ReadableState = he;
	var { EventEmitter: h } = (Pt(), _(Ct)), { Stream: g, prependListener: y } = Vt(), { Buffer: b } = (vt(), _(pt)), { addAbortSignal: x } = Ht(), S = zt(), C = Ft().debuglog("stream", (e) => {
		C = e;
	}), w = Ut(), T = Bt(), { getHighWaterMark: E, getDefaultHighWaterMark: D } = Wt(), { aggregateTwoErrors: O, codes: { ERR_INVALID_ARG_TYPE: k, ERR_METHOD_NOT_IMPLEMENTED: A, ERR_OUT_OF_RANGE: j, ERR_STREAM_PUSH_AFTER_EOF: M, ERR_STREAM_UNSHIFT_AFTER_END_EVENT: N }, AbortError: P } = xt(), { validateObject: F } = It(), I = m("kPaused"), { StringDecoder: L } = Kt(), R = qt();
	l(K.prototype, g.prototype), l(K, g);
	var z = () => {}, { errorOrDestroy: B } = T, V = 1, H = 2, U = 4, W = 8, ee = 16, te = 32, ne = 64, re = 128, ie = 256, ae = 512, oe = 1024, se = 2048, ce = 4096, le = 8192, ue = 16384, de = 32768, fe = 65536, pe = 1 << 17, me = 1 << 18;
	function G(e) {
		return {
			enumerable: !1,
			get() {
				return (this.state & e) !== 0;
			},
			set(t) {
				t ? this.state |= e : this.state &= ~e;
			}
		};
	}
	s(he.prototype, {
		objectMode: G(V),
		ended: G(H),
		endEmitted: G(U),
		reading: G(W),
		constructed: G(ee),
		sync: G(te),
		needReadable: G(ne),
		emittedReadable: G(re),
		readableListening: G(ie),
		resumeScheduled: G(ae),
		errorEmitted: G(oe),
		emitClose: G(se),
		autoDestroy: G(ce),
		destroyed: G(le),
		closed: G(ue),
		closeEmitted: G(de),
		multiAwaitDrain: G(fe),
		readingMore: G(pe),
		dataEmitted: G(me)
	});
	function he(e, t, n) {
		typeof n != "boolean" && (n = t instanceof Zt()), this.state = se | ce | ee | te, e && e.objectMode && (this.state |= V), n && e && e.readableObjectMode && (this.state |= V), this.highWaterMark = e ? E(this, e, "readableHighWaterMark", n) : D(!1), this.buffer = new w(), this.length = 0, this.pipes = [], this.flowing = null, this[I] = null, e && e.emitClose === !1 && (this.state &= ~se), e && e.autoDestroy === !1 && (this.state &= ~ce), this.errored = null, this.defaultEncoding = e && e.defaultEncoding || "utf8", this.awaitDrainWriters = null, this.decoder = null, this.encoding = null, e && e.encoding && (this.decoder = new L(e.encoding), this.encoding = e.encoding);
	}
	function K(e) {
		if (!(this instanceof K)) return new K(e);
		let t = this instanceof Zt();
		this._readableState = new he(e, this, t), e && (typeof e.read == "function" && (this._read = e.read), typeof e.destroy == "function" && (this._destroy = e.destroy), typeof e.construct == "function" && (this._construct = e.construct), e.signal && !t && x(e.signal, this)), g.call(this, e), T.construct(this, () => {
			this._readableState.needReadable && we(this, this._readableState);
		});
	}
	K.prototype.destroy = T.destroy, K.prototype._undestroy = T.undestroy, K.prototype._destroy = function(e, t) {
		t(e);
	}, K.prototype[h.captureRejectionSymbol] = function(e) {
		this.destroy(e);
	}, K.prototype[f] = function() {
		let e;
		return this.destroyed || (e = this.readableEnded ? null : new P(), this.destroy(e)), new u((t, n) => S(this, (r) => r && r !== e ? n(r) : t(null)));
	}, K.prototype.push = function(e, t) {
		return ge(this, e, t, !1);
	}, K.prototype.unshift = function(e, t) {
		return ge(this, e, t, !0);
	};
	function ge(e, t, n, r) {
		C("readableAddChunk", t);
		let i = e._readableState, a;
		if ((i.state & V) === 0 && (typeof t == "string" ? (n ||= i.defaultEncoding, i.encoding !== n && (r && i.encoding ? t = b.from(t, n).toString(i.encoding) : (t = b.from(t, n), n = ""))) : t instanceof b ? n = "" : g._isUint8Array(t) ? (t = g._uint8ArrayToBuffer(t), n = "") : t != null && (a = new k("chunk", [
			"string",
			"Buffer",
			"Uint8Array"
		], t))), a) B(e, a);
		else if (t === null) i.state &= ~W, xe(e, i);
		else if ((i.state & V) !== 0 || t && t.length > 0) {
			if (r) {
				if ((i.state & U) !== 0) B(e, new N());
				else {
					if (i.destroyed || i.errored) return !1;
					_e(e, i, t, !0);
				}
			} else if (i.ended) B(e, new M());
			else {
				if (i.destroyed || i.errored) return !1;
				i.state &= ~W, i.decoder && !n ? (t = i.decoder.write(t), i.objectMode || t.length !== 0 ? _e(e, i, t, !1) : we(e, i)) : _e(e, i, t, !1);
			}
		} else r || (i.state &= ~W, we(e, i));
		return !i.ended && (i.length < i.highWaterMark || i.length === 0);
	}
	function _e(e, t, n, r) {
		t.flowing && t.length === 0 && !t.sync && e.listenerCount("data") > 0 ? ((t.state & fe) === 0 ? t.awaitDrainWriters = null : t.awaitDrainWriters.clear(), t.dataEmitted = !0, e.emit("data", n)) : (t.length += t.objectMode ? 1 : n.length, r ? t.buffer.unshift(n) : t.buffer.push(n), (t.state & ne) !== 0 && Se(e)), we(e, t);
	}
	K.prototype.isPaused = function() {
		let e = this._readableState;
		return e[I] === !0 || e.flowing === !1;
	}, K.prototype.setEncoding = function(e) {
		let t = new L(e);
		this._readableState.decoder = t, this._readableState.encoding = this._readableState.decoder.encoding;
		let n = this._readableState.buffer, r = "";
		for (let e of n) r += t.write(e);
		return n.clear(), r !== "" && n.push(r), this._readableState.length = r.length, this;
	};
	var ve = 1073741824;
	function ye(e) {
		if (e > ve) throw new j("size", "<= 1GiB", e);
		return e--, e |= e >>> 1, e |= e >>> 2, e |= e >>> 4, e |= e >>> 8, e |= e >>> 16, e++, e;
	}
	function be(e, t) {
		return e <= 0 || t.length === 0 && t.ended ? 0 : (t.state & V) === 0 ? a(e) ? t.flowing && t.length ? t.buffer.first().length : t.length : e <= t.length ? e : t.ended ? t.length : 0 : 1;
	}
	K.prototype.read = function(e) {
		C("read", e), e === void 0 ? e = NaN : i(e) || (e = o(e, 10));
		let t = this._readableState, n = e;
		if (e > t.highWaterMark && (t.highWaterMark = ye(e)), e !== 0 && (t.state &= ~re), e === 0 && t.needReadable && ((t.highWaterMark === 0 ? t.length > 0 : t.length >= t.highWaterMark) || t.ended)) return C("read: emitReadable", t.length, t.ended), t.length === 0 && t.ended ? Fe(this) : Se(this), null;
		if (e = be(e, t), e === 0 && t.ended) return t.length === 0 && Fe(this), null;
		let r = (t.state & ne) !== 0;
		if (C("need readable", r), (t.length === 0 || t.length - e < t.highWaterMark) && (r = !0, C("length less than watermark", r)), t.ended || t.reading || t.destroyed || t.errored || !t.constructed) r = !1, C("reading, ended or constructing", r);
		else if (r) {
			C("do read"), t.state |= W | te, t.length === 0 && (t.state |= ne);
			try {
				this._read(t.highWaterMark);
			} catch (e) {
				B(this, e);
			}
			t.state &= ~te, t.reading || (e = be(n, t));
		}
		let a;
		return a = e > 0 ? Pe(e, t) : null, a === null ? (t.needReadable = t.length <= t.highWaterMark, e = 0) : (t.length -= e, t.multiAwaitDrain ? t.awaitDrainWriters.clear() : t.awaitDrainWriters = null), t.length === 0 && (t.ended || (t.needReadable = !0), n !== e && t.ended && Fe(this)), a !== null && !t.errorEmitted && !t.closeEmitted && (t.dataEmitted = !0, this.emit("data", a)), a;
	};
	function xe(e, t) {
		if (C("onEofChunk"), !t.ended) {
			if (t.decoder) {
				let e = t.decoder.end();
				e && e.length && (t.buffer.push(e), t.length += t.objectMode ? 1 : e.length);
			}
			t.ended = !0, t.sync ? Se(e) : (t.needReadable = !1, t.emittedReadable = !0, Ce(e));
		}
	}
	function Se(e) {
		let t = e._readableState;
		C("emitReadable", t.needReadable, t.emittedReadable), t.needReadable = !1, t.emittedReadable || (C("emitReadable", t.flowing), t.emittedReadable = !0, n.nextTick(Ce, e));
	}
	function Ce(e) {
		let t = e._readableState;
		C("emitReadable_", t.destroyed, t.length, t.ended), !t.destroyed && !t.errored && (t.length || t.ended) && (e.emit("readable"), t.emittedReadable = !1), t.needReadable = !t.flowing && !t.ended && t.length <= t.highWaterMark, je(e);
	}
	function we(e, t) {
		!t.readingMore && t.constructed && (t.readingMore = !0, n.nextTick(Te, e, t));
	}
	function Te(e, t) {
		for (; !t.reading && !t.ended && (t.length < t.highWaterMark || t.flowing && t.length === 0);) {
			let n = t.length;
			if (C("maybeReadMore read 0"), e.read(0), n === t.length) break;
		}
		t.readingMore = !1;
	}
	K.prototype._read = function(e) {
		throw new A("_read()");
	}, K.prototype.pipe = function(e, t) {
		let r = this, i = this._readableState;
		i.pipes.length === 1 && (i.multiAwaitDrain || (i.multiAwaitDrain = !0, i.awaitDrainWriters = new d(i.awaitDrainWriters ? [i.awaitDrainWriters] : []))), i.pipes.push(e), C("pipe count=%d opts=%j", i.pipes.length, t);
		let a = (!t || t.end !== !1) && e !== n.stdout && e !== n.stderr ? s : _;
		i.endEmitted ? n.nextTick(a) : r.once("end", a), e.on("unpipe", o);
		function o(e, t) {
			C("onunpipe"), e === r && t && t.hasUnpiped === !1 && (t.hasUnpiped = !0, u());
		}
		function s() {
			C("onend"), e.end();
		}
		let c, l = !1;
		function u() {
			C("cleanup"), e.removeListener("close", h), e.removeListener("finish", g), c && e.removeListener("drain", c), e.removeListener("error", m), e.removeListener("unpipe", o), r.removeListener("end", s), r.removeListener("end", _), r.removeListener("data", p), l = !0, c && i.awaitDrainWriters && (!e._writableState || e._writableState.needDrain) && c();
		}
		function f() {
			l || (i.pipes.length === 1 && i.pipes[0] === e ? (C("false write response, pause", 0), i.awaitDrainWriters = e, i.multiAwaitDrain = !1) : i.pipes.length > 1 && i.pipes.includes(e) && (C("false write response, pause", i.awaitDrainWriters.size), i.awaitDrainWriters.add(e)), r.pause()), c || (c = Ee(r, e), e.on("drain", c));
		}
		r.on("data", p);
		function p(t) {
			C("ondata");
			let n = e.write(t);
			C("dest.write", n), n === !1 && f();
		}
		function m(t) {
			if (C("onerror", t), _(), e.removeListener("error", m), e.listenerCount("error") === 0) {
				let n = e._writableState || e._readableState;
				n && !n.errorEmitted ? B(e, t) : e.emit("error", t);
			}
		}
		y(e, "error", m);
		function h() {
			e.removeListener("finish", g), _();
		}
		e.once("close", h);
		function g() {
			C("onfinish"), e.removeListener("close", h), _();
		}
		e.once("finish", g);
		function _() {
			C("unpipe"), r.unpipe(e);
		}
		return e.emit("pipe", r), e.writableNeedDrain === !0 ? f() : i.flowing || (C("pipe resume"), r.resume()), e;
	};
	function Ee(e, t) {
		return function() {
			let n = e._readableState;
			n.awaitDrainWriters === t ? (C("pipeOnDrain", 1), n.awaitDrainWriters = null) : n.multiAwaitDrain && (C("pipeOnDrain", n.awaitDrainWriters.size), n.awaitDrainWriters.delete(t)), (!n.awaitDrainWriters || n.awaitDrainWriters.size === 0) && e.listenerCount("data") && e.resume();
		};
	}
	K.prototype.unpipe = function(e) {
		let t = this._readableState, n = { hasUnpiped: !1 };
		if (t.pipes.length === 0) return this;
		if (!e) {
			let e = t.pipes;
			t.pipes = [], this.pause();
			for (let t = 0; t < e.length; t++) e[t].emit("unpipe", this, { hasUnpiped: !1 });
			return this;
		}
		let i = r(t.pipes, e);
		return i === -1 || (t.pipes.splice(i, 1), t.pipes.length === 0 && this.pause(), e.emit("unpipe", this, n)), this;
	}, K.prototype.on = function(e, t) {
		let r = g.prototype.on.call(this, e, t), i = this._readableState;
		return e === "data" ? (i.readableListening = this.listenerCount("readable") > 0, i.flowing !== !1 && this.resume()) : e === "readable" && !i.endEmitted && !i.readableListening && (i.readableListening = i.needReadable = !0, i.flowing = !1, i.emittedReadable = !1, C("on readable", i.length, i.reading), i.length ? Se(this) : i.reading || n.nextTick(Oe, this)), r;
	}, K.prototype.addListener = K.prototype.on, K.prototype.removeListener = function(e, t) {
		let r = g.prototype.removeListener.call(this, e, t);
		return e === "readable" && n.nextTick(De, this), r;
	}, K.prototype.off = K.prototype.removeListener, K.prototype.removeAllListeners = function(e) {
		let t = g.prototype.removeAllListeners.apply(this, arguments);
		return (e === "readable" || e === void 0) && n.nextTick(De, this), t;
	};
	function De(e) {
		let t = e._readableState;
		t.readableListening = e.listenerCount("readable") > 0, t.resumeScheduled && t[I] === !1 ? t.flowing = !0 : e.listenerCount("data") > 0 ? e.resume() : t.readableListening || (t.flowing = null);
	}
	function Oe(e) {
		C("readable nexttick read 0"), e.read(0);
	}
	K.prototype.resume = function() {
		let e = this._readableState;
		return e.flowing || (C("resume"), e.flowing = !e.readableListening, ke(this, e)), e[I] = !1, this;
	};
	function ke(e, t) {
		t.resumeScheduled || (t.resumeScheduled = !0, n.nextTick(Ae, e, t));
	}
	function Ae(e, t) {
		C("resume", t.reading), t.reading || e.read(0), t.resumeScheduled = !1, e.emit("resume"), je(e), t.flowing && !t.reading && e.read(0);
	}
	K.prototype.pause = function() {
		return C("call pause flowing=%j", this._readableState.flowing), this._readableState.flowing !== !1 && (C("pause"), this._readableState.flowing = !1, this.emit("pause")), this._readableState[I] = !0, this;
	};
	function je(e) {
		let t = e._readableState;
		for (C("flow", t.flowing); t.flowing && e.read() !== null;);
	}
	K.prototype.wrap = function(e) {
		let t = !1;
		e.on("data", (n) => {
			!this.push(n) && e.pause && (t = !0, e.pause());
		}), e.on("end", () => {
			this.push(null);
		}), e.on("error", (e) => {
			B(this, e);
		}), e.on("close", () => {
			this.destroy();
		}), e.on("destroy", () => {
			this.destroy();
		}), this._read = () => {
			t && e.resume && (t = !1, e.resume());
		};
		let n = c(e);
		for (let t = 1; t < n.length; t++) {
			let r = n[t];
			this[r] === void 0 && typeof e[r] == "function" && (this[r] = e[r].bind(e));
		}
		return this;
	}, K.prototype[p] = function() {
		return Me(this);
	}, K.prototype.iterator = function(e) {
		return e !== void 0 && F(e, "options"), Me(this, e);
	};
	function Me(e, t) {
		typeof e.read != "function" && (e = K.wrap(e, { objectMode: !0 }));
		let n = Ne(e, t);
		return n.stream = e, n;
	}
	async function* Ne(e, t) {
		let n = z;
		function r(t) {
			this === e ? (n(), n = z) : n = t;
		}
		e.on("readable", r);
		let i, a = S(e, { writable: !1 }, (e) => {
			i = e ? O(i, e) : null, n(), n = z;
		});
		try {
			for (;;) {
				let t = e.destroyed ? null : e.read();
				if (t !== null) yield t;
				else {
					if (i) throw i;
					if (i === null) return;
					await new u(r);
				}
			}
		} catch (e) {
			throw i = O(i, e), i;
		} finally {
			(i || t?.destroyOnReturn !== !1) && (i === void 0 || e._readableState.autoDestroy) ? T.destroyer(e, null) : (e.off("readable", r), a());
		}
	}
	s(K.prototype, {
		readable: {
			__proto__: null,
			get() {
				let e = this._readableState;
				return !!e && e.readable !== !1 && !e.destroyed && !e.errorEmitted && !e.endEmitted;
			},
			set(e) {
				this._readableState && (this._readableState.readable = !!e);
			}
		},
		readableDidRead: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return this._readableState.dataEmitted;
			}
		},
		readableAborted: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return !(this._readableState.readable === !1 || !this._readableState.destroyed && !this._readableState.errored || this._readableState.endEmitted);
			}
		},
		readableHighWaterMark: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return this._readableState.highWaterMark;
			}
		},
		readableBuffer: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return this._readableState && this._readableState.buffer;
			}
		},
		readableFlowing: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return this._readableState.flowing;
			},
			set: function(e) {
				this._readableState && (this._readableState.flowing = e);
			}
		},
		readableLength: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState.length;
			}
		},
		readableObjectMode: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState ? this._readableState.objectMode : !1;
			}
		},
		readableEncoding: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState ? this._readableState.encoding : null;
			}
		},
		errored: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState ? this._readableState.errored : null;
			}
		},
		closed: {
			__proto__: null,
			get() {
				return this._readableState ? this._readableState.closed : !1;
			}
		},
		destroyed: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState ? this._readableState.destroyed : !1;
			},
			set(e) {
				this._readableState && (this._readableState.destroyed = e);
			}
		},
		readableEnded: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._readableState ? this._readableState.endEmitted : !1;
			}
		}
	}), s(he.prototype, {
		pipesCount: {
			__proto__: null,
			get() {
				return this.pipes.length;
			}
		},
		paused: {
			__proto__: null,
			get() {
				return this[I] !== !1;
			},
			set(e) {
				this[I] = !!e;
			}
		}
	}), K._fromList = Pe;
	function Pe(e, t) {
		if (t.length === 0) return null;
		let n;
		return t.objectMode ? n = t.buffer.shift() : !e || e >= t.length ? (n = t.decoder ? t.buffer.join("") : t.buffer.length === 1 ? t.buffer.first() : t.buffer.concat(t.length), t.buffer.clear()) : n = t.buffer.consume(e, t.decoder), n;
	}
	function Fe(e) {
		let t = e._readableState;
		C("endReadable", t.endEmitted), t.endEmitted || (t.ended = !0, n.nextTick(Ie, t, e));
	}
	function Ie(e, t) {
		if (C("endReadableNT", e.endEmitted, e.length), !e.errored && !e.closeEmitted && !e.endEmitted && e.length === 0) {
			if (e.endEmitted = !0, t.emit("end"), t.writable && t.allowHalfOpen === !1) n.nextTick(Le, t);
			else if (e.autoDestroy) {
				let e = t._writableState;
				(!e || e.autoDestroy && (e.finished || e.writable === !1)) && t.destroy();
			}
		}
	}
	function Le(e) {
		e.writable && !e.writableEnded && !e.destroyed && e.end();
	}
	K.from = function(e, t) {
		return R(K, e, t);
	};
	var Re;
	function ze() {
		return Re === void 0 && (Re = {}), Re;
	}
	K.fromWeb = function(e, t) {
		return ze().newStreamReadableFromReadableStream(e, t);
	}, K.toWeb = function(e, t) {
		return ze().newReadableStreamFromStreamReadable(e, t);
	}, K.wrap = function(e, t) {
		return new K({
			objectMode: e.readableObjectMode ?? e.objectMode ?? !0,
			...t,
			destroy(t, n) {
				T.destroyer(e, t), n(t);
			}
		}).wrap(e);
	};
}), Yt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { ArrayPrototypeSlice: r, Error: i, FunctionPrototypeSymbolHasInstance: a, ObjectDefineProperty: o, ObjectDefineProperties: s, ObjectSetPrototypeOf: c, StringPrototypeToLowerCase: l, Symbol: u, SymbolHasInstance: d } = yt();
	t.exports = F, F.WritableState = N;
	var { EventEmitter: f } = (Pt(), _(Ct)), p = Vt().Stream, { Buffer: m } = (vt(), _(pt)), h = Bt(), { addAbortSignal: g } = Ht(), { getHighWaterMark: y, getDefaultHighWaterMark: b } = Wt(), { ERR_INVALID_ARG_TYPE: x, ERR_METHOD_NOT_IMPLEMENTED: S, ERR_MULTIPLE_CALLBACK: C, ERR_STREAM_CANNOT_PIPE: w, ERR_STREAM_DESTROYED: T, ERR_STREAM_ALREADY_FINISHED: E, ERR_STREAM_NULL_VALUES: D, ERR_STREAM_WRITE_AFTER_END: O, ERR_UNKNOWN_ENCODING: k } = xt().codes, { errorOrDestroy: A } = h;
	c(F.prototype, p.prototype), c(F, p);
	function j() {}
	var M = u("kOnFinished");
	function N(e, t, n) {
		typeof n != "boolean" && (n = t instanceof Zt()), this.objectMode = !!(e && e.objectMode), n && (this.objectMode = this.objectMode || !!(e && e.writableObjectMode)), this.highWaterMark = e ? y(this, e, "writableHighWaterMark", n) : b(!1), this.finalCalled = !1, this.needDrain = !1, this.ending = !1, this.ended = !1, this.finished = !1, this.destroyed = !1;
		let r = !!(e && e.decodeStrings === !1);
		this.decodeStrings = !r, this.defaultEncoding = e && e.defaultEncoding || "utf8", this.length = 0, this.writing = !1, this.corked = 0, this.sync = !0, this.bufferProcessing = !1, this.onwrite = B.bind(void 0, t), this.writecb = null, this.writelen = 0, this.afterWriteTickInfo = null, P(this), this.pendingcb = 0, this.constructed = !0, this.prefinished = !1, this.errorEmitted = !1, this.emitClose = !e || e.emitClose !== !1, this.autoDestroy = !e || e.autoDestroy !== !1, this.errored = null, this.closed = !1, this.closeEmitted = !1, this[M] = [];
	}
	function P(e) {
		e.buffered = [], e.bufferedIndex = 0, e.allBuffers = !0, e.allNoop = !0;
	}
	N.prototype.getBuffer = function() {
		return r(this.buffered, this.bufferedIndex);
	}, o(N.prototype, "bufferedRequestCount", {
		__proto__: null,
		get() {
			return this.buffered.length - this.bufferedIndex;
		}
	});
	function F(e) {
		let t = this instanceof Zt();
		if (!t && !a(F, this)) return new F(e);
		this._writableState = new N(e, this, t), e && (typeof e.write == "function" && (this._write = e.write), typeof e.writev == "function" && (this._writev = e.writev), typeof e.destroy == "function" && (this._destroy = e.destroy), typeof e.final == "function" && (this._final = e.final), typeof e.construct == "function" && (this._construct = e.construct), e.signal && g(e.signal, this)), p.call(this, e), h.construct(this, () => {
			let e = this._writableState;
			e.writing || W(this, e), re(this, e);
		});
	}
	o(F, d, {
		__proto__: null,
		value: function(e) {
			return a(this, e) ? !0 : this === F && e && e._writableState instanceof N;
		}
	}), F.prototype.pipe = function() {
		A(this, new w());
	};
	function I(e, t, r, i) {
		let a = e._writableState;
		if (typeof r == "function") i = r, r = a.defaultEncoding;
		else {
			if (!r) r = a.defaultEncoding;
			else if (r !== "buffer" && !m.isEncoding(r)) throw new k(r);
			typeof i != "function" && (i = j);
		}
		if (t === null) throw new D();
		if (!a.objectMode) {
			if (typeof t == "string") a.decodeStrings !== !1 && (t = m.from(t, r), r = "buffer");
			else if (t instanceof m) r = "buffer";
			else if (p._isUint8Array(t)) t = p._uint8ArrayToBuffer(t), r = "buffer";
			else throw new x("chunk", [
				"string",
				"Buffer",
				"Uint8Array"
			], t);
		}
		let o;
		return a.ending ? o = new O() : a.destroyed && (o = new T("write")), o ? (n.nextTick(i, o), A(e, o, !0), o) : (a.pendingcb++, L(e, a, t, r, i));
	}
	F.prototype.write = function(e, t, n) {
		return I(this, e, t, n) === !0;
	}, F.prototype.cork = function() {
		this._writableState.corked++;
	}, F.prototype.uncork = function() {
		let e = this._writableState;
		e.corked && (e.corked--, e.writing || W(this, e));
	}, F.prototype.setDefaultEncoding = function(e) {
		if (typeof e == "string" && (e = l(e)), !m.isEncoding(e)) throw new k(e);
		return this._writableState.defaultEncoding = e, this;
	};
	function L(e, t, n, r, i) {
		let a = t.objectMode ? 1 : n.length;
		t.length += a;
		let o = t.length < t.highWaterMark;
		return o || (t.needDrain = !0), t.writing || t.corked || t.errored || !t.constructed ? (t.buffered.push({
			chunk: n,
			encoding: r,
			callback: i
		}), t.allBuffers && r !== "buffer" && (t.allBuffers = !1), t.allNoop && i !== j && (t.allNoop = !1)) : (t.writelen = a, t.writecb = i, t.writing = !0, t.sync = !0, e._write(n, r, t.onwrite), t.sync = !1), o && !t.errored && !t.destroyed;
	}
	function R(e, t, n, r, i, a, o) {
		t.writelen = r, t.writecb = o, t.writing = !0, t.sync = !0, t.destroyed ? t.onwrite(new T("write")) : n ? e._writev(i, t.onwrite) : e._write(i, a, t.onwrite), t.sync = !1;
	}
	function z(e, t, n, r) {
		--t.pendingcb, r(n), U(t), A(e, n);
	}
	function B(e, t) {
		let r = e._writableState, i = r.sync, a = r.writecb;
		typeof a == "function" ? (r.writing = !1, r.writecb = null, r.length -= r.writelen, r.writelen = 0, t ? (t.stack, r.errored ||= t, e._readableState && !e._readableState.errored && (e._readableState.errored = t), i ? n.nextTick(z, e, r, t, a) : z(e, r, t, a)) : (r.buffered.length > r.bufferedIndex && W(e, r), i ? r.afterWriteTickInfo !== null && r.afterWriteTickInfo.cb === a ? r.afterWriteTickInfo.count++ : (r.afterWriteTickInfo = {
			count: 1,
			cb: a,
			stream: e,
			state: r
		}, n.nextTick(V, r.afterWriteTickInfo)) : H(e, r, 1, a))) : A(e, new C());
	}
	function V({ stream: e, state: t, count: n, cb: r }) {
		return t.afterWriteTickInfo = null, H(e, t, n, r);
	}
	function H(e, t, n, r) {
		for (!t.ending && !e.destroyed && t.length === 0 && t.needDrain && (t.needDrain = !1, e.emit("drain")); n-- > 0;) t.pendingcb--, r();
		t.destroyed && U(t), re(e, t);
	}
	function U(e) {
		if (e.writing) return;
		for (let t = e.bufferedIndex; t < e.buffered.length; ++t) {
			let { chunk: n, callback: r } = e.buffered[t], i = e.objectMode ? 1 : n.length;
			e.length -= i, r(e.errored ?? new T("write"));
		}
		let t = e[M].splice(0);
		for (let n = 0; n < t.length; n++) t[n](e.errored ?? new T("end"));
		P(e);
	}
	function W(e, t) {
		if (t.corked || t.bufferProcessing || t.destroyed || !t.constructed) return;
		let { buffered: n, bufferedIndex: i, objectMode: a } = t, o = n.length - i;
		if (!o) return;
		let s = i;
		if (t.bufferProcessing = !0, o > 1 && e._writev) {
			t.pendingcb -= o - 1;
			let i = t.allNoop ? j : (e) => {
				for (let t = s; t < n.length; ++t) n[t].callback(e);
			}, a = t.allNoop && s === 0 ? n : r(n, s);
			a.allBuffers = t.allBuffers, R(e, t, !0, t.length, a, "", i), P(t);
		} else {
			do {
				let { chunk: r, encoding: i, callback: o } = n[s];
				n[s++] = null, R(e, t, !1, a ? 1 : r.length, r, i, o);
			} while (s < n.length && !t.writing);
			s === n.length ? P(t) : s > 256 ? (n.splice(0, s), t.bufferedIndex = 0) : t.bufferedIndex = s;
		}
		t.bufferProcessing = !1;
	}
	F.prototype._write = function(e, t, n) {
		if (this._writev) this._writev([{
			chunk: e,
			encoding: t
		}], n);
		else throw new S("_write()");
	}, F.prototype._writev = null, F.prototype.end = function(e, t, r) {
		let a = this._writableState;
		typeof e == "function" ? (r = e, e = null, t = null) : typeof t == "function" && (r = t, t = null);
		let o;
		if (e != null) {
			let n = I(this, e, t);
			n instanceof i && (o = n);
		}
		return a.corked && (a.corked = 1, this.uncork()), o || (!a.errored && !a.ending ? (a.ending = !0, re(this, a, !0), a.ended = !0) : a.finished ? o = new E("end") : a.destroyed && (o = new T("end"))), typeof r == "function" && (o || a.finished ? n.nextTick(r, o) : a[M].push(r)), this;
	};
	function ee(e) {
		return e.ending && !e.destroyed && e.constructed && e.length === 0 && !e.errored && e.buffered.length === 0 && !e.finished && !e.writing && !e.errorEmitted && !e.closeEmitted;
	}
	function te(e, t) {
		let r = !1;
		function i(i) {
			if (r) A(e, i ?? C());
			else if (r = !0, t.pendingcb--, i) {
				let n = t[M].splice(0);
				for (let e = 0; e < n.length; e++) n[e](i);
				A(e, i, t.sync);
			} else ee(t) && (t.prefinished = !0, e.emit("prefinish"), t.pendingcb++, n.nextTick(ie, e, t));
		}
		t.sync = !0, t.pendingcb++;
		try {
			e._final(i);
		} catch (e) {
			i(e);
		}
		t.sync = !1;
	}
	function ne(e, t) {
		!t.prefinished && !t.finalCalled && (typeof e._final == "function" && !t.destroyed ? (t.finalCalled = !0, te(e, t)) : (t.prefinished = !0, e.emit("prefinish")));
	}
	function re(e, t, r) {
		ee(t) && (ne(e, t), t.pendingcb === 0 && (r ? (t.pendingcb++, n.nextTick((e, t) => {
			ee(t) ? ie(e, t) : t.pendingcb--;
		}, e, t)) : ee(t) && (t.pendingcb++, ie(e, t))));
	}
	function ie(e, t) {
		t.pendingcb--, t.finished = !0;
		let n = t[M].splice(0);
		for (let e = 0; e < n.length; e++) n[e]();
		if (e.emit("finish"), t.autoDestroy) {
			let t = e._readableState;
			(!t || t.autoDestroy && (t.endEmitted || t.readable === !1)) && e.destroy();
		}
	}
	s(F.prototype, {
		closed: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.closed : !1;
			}
		},
		destroyed: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.destroyed : !1;
			},
			set(e) {
				this._writableState && (this._writableState.destroyed = e);
			}
		},
		writable: {
			__proto__: null,
			get() {
				let e = this._writableState;
				return !!e && e.writable !== !1 && !e.destroyed && !e.errored && !e.ending && !e.ended;
			},
			set(e) {
				this._writableState && (this._writableState.writable = !!e);
			}
		},
		writableFinished: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.finished : !1;
			}
		},
		writableObjectMode: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.objectMode : !1;
			}
		},
		writableBuffer: {
			__proto__: null,
			get() {
				return this._writableState && this._writableState.getBuffer();
			}
		},
		writableEnded: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.ending : !1;
			}
		},
		writableNeedDrain: {
			__proto__: null,
			get() {
				let e = this._writableState;
				return e ? !e.destroyed && !e.ending && e.needDrain : !1;
			}
		},
		writableHighWaterMark: {
			__proto__: null,
			get() {
				return this._writableState && this._writableState.highWaterMark;
			}
		},
		writableCorked: {
			__proto__: null,
			get() {
				return this._writableState ? this._writableState.corked : 0;
			}
		},
		writableLength: {
			__proto__: null,
			get() {
				return this._writableState && this._writableState.length;
			}
		},
		errored: {
			__proto__: null,
			enumerable: !1,
			get() {
				return this._writableState ? this._writableState.errored : null;
			}
		},
		writableAborted: {
			__proto__: null,
			enumerable: !1,
			get: function() {
				return !(this._writableState.writable === !1 || !this._writableState.destroyed && !this._writableState.errored || this._writableState.finished);
			}
		}
	});
	var ae = h.destroy;
	F.prototype.destroy = function(e, t) {
		let r = this._writableState;
		return !r.destroyed && (r.bufferedIndex < r.buffered.length || r[M].length) && n.nextTick(U, r), ae.call(this, e, t), this;
	}, F.prototype._undestroy = h.undestroy, F.prototype._destroy = function(e, t) {
		t(e);
	}, F.prototype[f.captureRejectionSymbol] = function(e) {
		this.destroy(e);
	};
	var oe;
	function se() {
		return oe === void 0 && (oe = {}), oe;
	}
	F.fromWeb = function(e, t) {
		return se().newStreamWritableFromWritableStream(e, t);
	}, F.toWeb = function(e) {
		return se().newWritableStreamFromStreamWritable(e);
	};
}), Xt = m((e, t) => {
	v(), J(), q();
	var n = Lt(), r = (vt(), _(pt)), { isReadable: i, isWritable: a, isIterable: o, isNodeStream: s, isReadableNodeStream: c, isWritableNodeStream: l, isDuplexNodeStream: u, isReadableStream: d, isWritableStream: f } = Rt(), p = zt(), { AbortError: m, codes: { ERR_INVALID_ARG_TYPE: h, ERR_INVALID_RETURN_VALUE: g } } = xt(), { destroyer: y } = Bt(), b = Zt(), x = Jt(), S = Yt(), { createDeferredPromise: C } = Ft(), w = qt(), T = globalThis.Blob || r.Blob, E = typeof T < "u" ? function(e) {
		return e instanceof T;
	} : function(e) {
		return !1;
	}, D = globalThis.AbortController || St().AbortController, { FunctionPrototypeCall: O } = yt(), k = class extends b {
		constructor(e) {
			super(e), e?.readable === !1 && (this._readableState.readable = !1, this._readableState.ended = !0, this._readableState.endEmitted = !0), e?.writable === !1 && (this._writableState.writable = !1, this._writableState.ending = !0, this._writableState.ended = !0, this._writableState.finished = !0);
		}
	};
	t.exports = function e(t, r) {
		if (u(t)) return t;
		if (c(t)) return j({ readable: t });
		if (l(t)) return j({ writable: t });
		if (s(t)) return j({
			writable: !1,
			readable: !1
		});
		if (d(t)) return j({ readable: x.fromWeb(t) });
		if (f(t)) return j({ writable: S.fromWeb(t) });
		if (typeof t == "function") {
			let { value: e, write: i, final: a, destroy: s } = A(t);
			if (o(e)) return w(k, e, {
				objectMode: !0,
				write: i,
				final: a,
				destroy: s
			});
			let c = e?.then;
			if (typeof c == "function") {
				let t, r = O(c, e, (e) => {
					if (e != null) throw new g("nully", "body", e);
				}, (e) => {
					y(t, e);
				});
				return t = new k({
					objectMode: !0,
					readable: !1,
					write: i,
					final(e) {
						a(async () => {
							try {
								await r, n.nextTick(e, null);
							} catch (t) {
								n.nextTick(e, t);
							}
						});
					},
					destroy: s
				});
			}
			throw new g("Iterable, AsyncIterable or AsyncFunction", r, e);
		}
		if (E(t)) return e(t.arrayBuffer());
		if (o(t)) return w(k, t, {
			objectMode: !0,
			writable: !1
		});
		if (d(t?.readable) && f(t?.writable)) return k.fromWeb(t);
		if (typeof t?.writable == "object" || typeof t?.readable == "object") return j({
			readable: t != null && t.readable ? c(t?.readable) ? t?.readable : e(t.readable) : void 0,
			writable: t != null && t.writable ? l(t?.writable) ? t?.writable : e(t.writable) : void 0
		});
		let i = t?.then;
		if (typeof i == "function") {
			let e;
			return O(i, t, (t) => {
				t != null && e.push(t), e.push(null);
			}, (t) => {
				y(e, t);
			}), e = new k({
				objectMode: !0,
				writable: !1,
				read() {}
			});
		}
		throw new h(r, [
			"Blob",
			"ReadableStream",
			"WritableStream",
			"Stream",
			"Iterable",
			"AsyncIterable",
			"Function",
			"{ readable, writable } pair",
			"Promise"
		], t);
	};
	function A(e) {
		let { promise: t, resolve: r } = C(), i = new D(), a = i.signal;
		return {
			value: e((async function* () {
				for (;;) {
					let e = t;
					t = null;
					let { chunk: i, done: o, cb: s } = await e;
					if (n.nextTick(s), o) return;
					if (a.aborted) throw new m(void 0, { cause: a.reason });
					({promise: t, resolve: r} = C()), yield i;
				}
			})(), { signal: a }),
			write(e, t, n) {
				let i = r;
				r = null, i({
					chunk: e,
					done: !1,
					cb: n
				});
			},
			final(e) {
				let t = r;
				r = null, t({
					done: !0,
					cb: e
				});
			},
			destroy(e, t) {
				i.abort(), t(e);
			}
		};
	}
	function j(e) {
		let t = e.readable && typeof e.readable.read != "function" ? x.wrap(e.readable) : e.readable, n = e.writable, r = !!i(t), o = !!a(n), s, c, l, u, d;
		function f(e) {
			let t = u;
			u = null, t ? t(e) : e && d.destroy(e);
		}
		return d = new k({
			readableObjectMode: !!(t != null && t.readableObjectMode),
			writableObjectMode: !!(n != null && n.writableObjectMode),
			readable: r,
			writable: o
		}), o && (p(n, (e) => {
			o = !1, e && y(t, e), f(e);
		}), d._write = function(e, t, r) {
			n.write(e, t) ? r() : s = r;
		}, d._final = function(e) {
			n.end(), c = e;
		}, n.on("drain", function() {
			if (s) {
				let e = s;
				s = null, e();
			}
		}), n.on("finish", function() {
			if (c) {
				let e = c;
				c = null, e();
			}
		})), r && (p(t, (e) => {
			r = !1, e && y(t, e), f(e);
		}), t.on("readable", function() {
			if (l) {
				let e = l;
				l = null, e();
			}
		}), t.on("end", function() {
			d.push(null);
		}), d._read = function() {
			for (;;) {
				let e = t.read();
				if (e === null) {
					l = d._read;
					return;
				}
				if (!d.push(e)) return;
			}
		}), d._destroy = function(e, r) {
			!e && u !== null && (e = new m()), l = null, s = null, c = null, u === null ? r(e) : (u = r, y(n, e), y(t, e));
		}, d;
	}
}), Zt = m((e, t) => {
	v(), J(), q();
	var { ObjectDefineProperties: n, ObjectGetOwnPropertyDescriptor: r, ObjectKeys: i, ObjectSetPrototypeOf: a } = yt();
	t.exports = c;
	var o = Jt(), s = Yt();
	a(c.prototype, o.prototype), a(c, o);
	{
		let e = i(s.prototype);
		for (let t = 0; t < e.length; t++) {
			let n = e[t];
			c.prototype[n] || (c.prototype[n] = s.prototype[n]);
		}
	}
	function c(e) {
		if (!(this instanceof c)) return new c(e);
		o.call(this, e), s.call(this, e), e ? (this.allowHalfOpen = e.allowHalfOpen !== !1, e.readable === !1 && (this._readableState.readable = !1, this._readableState.ended = !0, this._readableState.endEmitted = !0), e.writable === !1 && (this._writableState.writable = !1, this._writableState.ending = !0, this._writableState.ended = !0, this._writableState.finished = !0)) : this.allowHalfOpen = !0;
	}
	n(c.prototype, {
		writable: {
			__proto__: null,
			...r(s.prototype, "writable")
		},
		writableHighWaterMark: {
			__proto__: null,
			...r(s.prototype, "writableHighWaterMark")
		},
		writableObjectMode: {
			__proto__: null,
			...r(s.prototype, "writableObjectMode")
		},
		writableBuffer: {
			__proto__: null,
			...r(s.prototype, "writableBuffer")
		},
		writableLength: {
			__proto__: null,
			...r(s.prototype, "writableLength")
		},
		writableFinished: {
			__proto__: null,
			...r(s.prototype, "writableFinished")
		},
		writableCorked: {
			__proto__: null,
			...r(s.prototype, "writableCorked")
		},
		writableEnded: {
			__proto__: null,
			...r(s.prototype, "writableEnded")
		},
		writableNeedDrain: {
			__proto__: null,
			...r(s.prototype, "writableNeedDrain")
		},
		destroyed: {
			__proto__: null,
			get() {
				return this._readableState === void 0 || this._writableState === void 0 ? !1 : this._readableState.destroyed && this._writableState.destroyed;
			},
			set(e) {
				this._readableState && this._writableState && (this._readableState.destroyed = e, this._writableState.destroyed = e);
			}
		}
	});
	var l;
	function u() {
		return l === void 0 && (l = {}), l;
	}
	c.fromWeb = function(e, t) {
		return u().newStreamDuplexFromReadableWritablePair(e, t);
	}, c.toWeb = function(e) {
		return u().newReadableWritablePairFromDuplex(e);
	};
	var d;
	c.from = function(e) {
		return d ||= Xt(), d(e, "body");
	};
}), Qt = m((e, t) => {
	v(), J(), q();
	var { ObjectSetPrototypeOf: n, Symbol: r } = yt();
	t.exports = c;
	var { ERR_METHOD_NOT_IMPLEMENTED: i } = xt().codes, a = Zt(), { getHighWaterMark: o } = Wt();
	n(c.prototype, a.prototype), n(c, a);
	var s = r("kCallback");
	function c(e) {
		if (!(this instanceof c)) return new c(e);
		let t = e ? o(this, e, "readableHighWaterMark", !0) : null;
		t === 0 && (e = {
			...e,
			highWaterMark: null,
			readableHighWaterMark: t,
			writableHighWaterMark: e.writableHighWaterMark || 0
		}), a.call(this, e), this._readableState.sync = !1, this[s] = null, e && (typeof e.transform == "function" && (this._transform = e.transform), typeof e.flush == "function" && (this._flush = e.flush)), this.on("prefinish", u);
	}
	function l(e) {
		typeof this._flush == "function" && !this.destroyed ? this._flush((t, n) => {
			t ? e ? e(t) : this.destroy(t) : (n != null && this.push(n), this.push(null), e && e());
		}) : (this.push(null), e && e());
	}
	function u() {
		this._final !== l && l.call(this);
	}
	c.prototype._final = l, c.prototype._transform = function(e, t, n) {
		throw new i("_transform()");
	}, c.prototype._write = function(e, t, n) {
		let r = this._readableState, i = this._writableState, a = r.length;
		this._transform(e, t, (e, t) => {
			e ? n(e) : (t != null && this.push(t), i.ended || a === r.length || r.length < r.highWaterMark ? n() : this[s] = n);
		});
	}, c.prototype._read = function() {
		if (this[s]) {
			let e = this[s];
			this[s] = null, e();
		}
	};
}), $t = m((e, t) => {
	v(), J(), q();
	var { ObjectSetPrototypeOf: n } = yt();
	t.exports = i;
	var r = Qt();
	n(i.prototype, r.prototype), n(i, r);
	function i(e) {
		if (!(this instanceof i)) return new i(e);
		r.call(this, e);
	}
	i.prototype._transform = function(e, t, n) {
		n(null, e);
	};
}), en = m((e, t) => {
	v(), J(), q();
	var n = Lt(), { ArrayIsArray: r, Promise: i, SymbolAsyncIterator: a, SymbolDispose: o } = yt(), s = zt(), { once: c } = Ft(), l = Bt(), u = Zt(), { aggregateTwoErrors: d, codes: { ERR_INVALID_ARG_TYPE: f, ERR_INVALID_RETURN_VALUE: p, ERR_MISSING_ARGS: m, ERR_STREAM_DESTROYED: h, ERR_STREAM_PREMATURE_CLOSE: g }, AbortError: _ } = xt(), { validateFunction: y, validateAbortSignal: b } = It(), { isIterable: x, isReadable: S, isReadableNodeStream: C, isNodeStream: w, isTransformStream: T, isWebStream: E, isReadableStream: D, isReadableFinished: O } = Rt(), k = globalThis.AbortController || St().AbortController, A, j, M;
	function N(e, t, n) {
		let r = !1;
		return e.on("close", () => {
			r = !0;
		}), {
			destroy: (t) => {
				r || (r = !0, l.destroyer(e, t || new h("pipe")));
			},
			cleanup: s(e, {
				readable: t,
				writable: n
			}, (e) => {
				r = !e;
			})
		};
	}
	function P(e) {
		return y(e[e.length - 1], "streams[stream.length - 1]"), e.pop();
	}
	function F(e) {
		if (x(e)) return e;
		if (C(e)) return I(e);
		throw new f("val", [
			"Readable",
			"Iterable",
			"AsyncIterable"
		], e);
	}
	async function* I(e) {
		j ||= Jt(), yield* j.prototype[a].call(e);
	}
	async function L(e, t, n, { end: r }) {
		let a, o = null, c = (e) => {
			if (e && (a = e), o) {
				let e = o;
				o = null, e();
			}
		}, l = () => new i((e, t) => {
			a ? t(a) : o = () => {
				a ? t(a) : e();
			};
		});
		t.on("drain", c);
		let u = s(t, { readable: !1 }, c);
		try {
			t.writableNeedDrain && await l();
			for await (let n of e) t.write(n) || await l();
			r && (t.end(), await l()), n();
		} catch (e) {
			n(a === e ? e : d(a, e));
		} finally {
			u(), t.off("drain", c);
		}
	}
	async function R(e, t, n, { end: r }) {
		T(t) && (t = t.writable);
		let i = t.getWriter();
		try {
			for await (let t of e) await i.ready, i.write(t).catch(() => {});
			await i.ready, r && await i.close(), n();
		} catch (e) {
			try {
				await i.abort(e), n(e);
			} catch (e) {
				n(e);
			}
		}
	}
	function z(...e) {
		return B(e, c(P(e)));
	}
	function B(e, t, i) {
		if (e.length === 1 && r(e[0]) && (e = e[0]), e.length < 2) throw new m("streams");
		let a = new k(), s = a.signal, c = i?.signal, l = [];
		b(c, "options.signal");
		function d() {
			P(new _());
		}
		M ||= Ft().addAbortListener;
		let h;
		c && (h = M(c, d));
		let g, v, y = [], O = 0;
		function j(e) {
			P(e, --O === 0);
		}
		function P(e, r) {
			var i;
			if (e && (!g || g.code === "ERR_STREAM_PREMATURE_CLOSE") && (g = e), g || r) {
				for (; y.length;) y.shift()(g);
				(i = h) == null || i[o](), a.abort(), r && (g || l.forEach((e) => e()), n.nextTick(t, g, v));
			}
		}
		let I;
		for (let t = 0; t < e.length; t++) {
			let r = e[t], a = t < e.length - 1, o = t > 0, c = a || i?.end !== !1, d = t === e.length - 1;
			if (w(r)) {
				let e = function(e) {
					e && e.name !== "AbortError" && e.code !== "ERR_STREAM_PREMATURE_CLOSE" && j(e);
				};
				if (c) {
					let { destroy: e, cleanup: t } = N(r, a, o);
					y.push(e), S(r) && d && l.push(t);
				}
				r.on("error", e), S(r) && d && l.push(() => {
					r.removeListener("error", e);
				});
			}
			if (t === 0) {
				if (typeof r == "function") {
					if (I = r({ signal: s }), !x(I)) throw new p("Iterable, AsyncIterable or Stream", "source", I);
				} else I = x(r) || C(r) || T(r) ? r : u.from(r);
			} else if (typeof r == "function") {
				if (I = T(I) ? F(I?.readable) : F(I), I = r(I, { signal: s }), a) {
					if (!x(I, !0)) throw new p("AsyncIterable", `transform[${t - 1}]`, I);
				} else {
					A ||= $t();
					let e = new A({ objectMode: !0 }), t = I?.then;
					if (typeof t == "function") O++, t.call(I, (t) => {
						v = t, t != null && e.write(t), c && e.end(), n.nextTick(j);
					}, (t) => {
						e.destroy(t), n.nextTick(j, t);
					});
					else if (x(I, !0)) O++, L(I, e, j, { end: c });
					else if (D(I) || T(I)) {
						let t = I.readable || I;
						O++, L(t, e, j, { end: c });
					} else throw new p("AsyncIterable or Promise", "destination", I);
					I = e;
					let { destroy: r, cleanup: i } = N(I, !1, !0);
					y.push(r), d && l.push(i);
				}
			} else if (w(r)) {
				if (C(I)) {
					O += 2;
					let e = V(I, r, j, { end: c });
					S(r) && d && l.push(e);
				} else if (T(I) || D(I)) {
					let e = I.readable || I;
					O++, L(e, r, j, { end: c });
				} else if (x(I)) O++, L(I, r, j, { end: c });
				else throw new f("val", [
					"Readable",
					"Iterable",
					"AsyncIterable",
					"ReadableStream",
					"TransformStream"
				], I);
				I = r;
			} else if (E(r)) {
				if (C(I)) O++, R(F(I), r, j, { end: c });
				else if (D(I) || x(I)) O++, R(I, r, j, { end: c });
				else if (T(I)) O++, R(I.readable, r, j, { end: c });
				else throw new f("val", [
					"Readable",
					"Iterable",
					"AsyncIterable",
					"ReadableStream",
					"TransformStream"
				], I);
				I = r;
			} else I = u.from(r);
		}
		return (s != null && s.aborted || c != null && c.aborted) && n.nextTick(d), I;
	}
	function V(e, t, r, { end: i }) {
		let a = !1;
		if (t.on("close", () => {
			a || r(new g());
		}), e.pipe(t, { end: !1 }), i) {
			let r = function() {
				a = !0, t.end();
			};
			O(e) ? n.nextTick(r) : e.once("end", r);
		} else r();
		return s(e, {
			readable: !0,
			writable: !1
		}, (t) => {
			let n = e._readableState;
			t && t.code === "ERR_STREAM_PREMATURE_CLOSE" && n && n.ended && !n.errored && !n.errorEmitted ? e.once("end", r).once("error", r) : r(t);
		}), s(t, {
			readable: !1,
			writable: !0
		}, r);
	}
	t.exports = {
		pipelineImpl: B,
		pipeline: z
	};
}), tn = m((e, t) => {
	v(), J(), q();
	var { pipeline: n } = en(), r = Zt(), { destroyer: i } = Bt(), { isNodeStream: a, isReadable: o, isWritable: s, isWebStream: c, isTransformStream: l, isWritableStream: u, isReadableStream: d } = Rt(), { AbortError: f, codes: { ERR_INVALID_ARG_VALUE: p, ERR_MISSING_ARGS: m } } = xt(), h = zt();
	t.exports = function(...e) {
		if (e.length === 0) throw new m("streams");
		if (e.length === 1) return r.from(e[0]);
		let t = [...e];
		if (typeof e[0] == "function" && (e[0] = r.from(e[0])), typeof e[e.length - 1] == "function") {
			let t = e.length - 1;
			e[t] = r.from(e[t]);
		}
		for (let n = 0; n < e.length; ++n) if (a(e[n]) || c(e[n])) {
			if (n < e.length - 1 && !(o(e[n]) || d(e[n]) || l(e[n]))) throw new p(`streams[${n}]`, t[n], "must be readable");
			if (n > 0 && !(s(e[n]) || u(e[n]) || l(e[n]))) throw new p(`streams[${n}]`, t[n], "must be writable");
		}
		let g, _, v, y, b;
		function x(e) {
			let t = y;
			y = null, t ? t(e) : e ? b.destroy(e) : !T && !w && b.destroy();
		}
		let S = e[0], C = n(e, x), w = !!(s(S) || u(S) || l(S)), T = !!(o(C) || d(C) || l(C));
		if (b = new r({
			writableObjectMode: !!(S != null && S.writableObjectMode),
			readableObjectMode: !!(C != null && C.readableObjectMode),
			writable: w,
			readable: T
		}), w) {
			if (a(S)) b._write = function(e, t, n) {
				S.write(e, t) ? n() : g = n;
			}, b._final = function(e) {
				S.end(), _ = e;
			}, S.on("drain", function() {
				if (g) {
					let e = g;
					g = null, e();
				}
			});
			else if (c(S)) {
				let e = (l(S) ? S.writable : S).getWriter();
				b._write = async function(t, n, r) {
					try {
						await e.ready, e.write(t).catch(() => {}), r();
					} catch (e) {
						r(e);
					}
				}, b._final = async function(t) {
					try {
						await e.ready, e.close().catch(() => {}), _ = t;
					} catch (e) {
						t(e);
					}
				};
			}
			h(l(C) ? C.readable : C, () => {
				if (_) {
					let e = _;
					_ = null, e();
				}
			});
		}
		if (T) {
			if (a(C)) C.on("readable", function() {
				if (v) {
					let e = v;
					v = null, e();
				}
			}), C.on("end", function() {
				b.push(null);
			}), b._read = function() {
				for (;;) {
					let e = C.read();
					if (e === null) {
						v = b._read;
						return;
					}
					if (!b.push(e)) return;
				}
			};
			else if (c(C)) {
				let e = (l(C) ? C.readable : C).getReader();
				b._read = async function() {
					for (;;) try {
						let { value: t, done: n } = await e.read();
						if (!b.push(t)) return;
						if (n) {
							b.push(null);
							return;
						}
					} catch {
						return;
					}
				};
			}
		}
		return b._destroy = function(e, t) {
			!e && y !== null && (e = new f()), v = null, g = null, _ = null, y === null ? t(e) : (y = t, a(C) && i(C, e));
		}, b;
	};
}), nn = m((e, t) => {
	v(), J(), q();
	var n = globalThis.AbortController || St().AbortController, { codes: { ERR_INVALID_ARG_VALUE: r, ERR_INVALID_ARG_TYPE: i, ERR_MISSING_ARGS: a, ERR_OUT_OF_RANGE: o }, AbortError: s } = xt(), { validateAbortSignal: c, validateInteger: l, validateObject: u } = It(), d = yt().Symbol("kWeak"), f = yt().Symbol("kResistStopPropagation"), { finished: p } = zt(), m = tn(), { addAbortSignalNoValidate: h } = Ht(), { isWritable: g, isNodeStream: _ } = Rt(), { deprecate: y } = Ft(), { ArrayPrototypePush: b, Boolean: x, MathFloor: S, Number: C, NumberIsNaN: w, Promise: T, PromiseReject: E, PromiseResolve: D, PromisePrototypeThen: O, Symbol: k } = yt(), A = k("kEmpty"), j = k("kEof");
	function M(e, t) {
		if (t != null && u(t, "options"), t?.signal != null && c(t.signal, "options.signal"), _(e) && !g(e)) throw new r("stream", e, "must be writable");
		let n = m(this, e);
		return t != null && t.signal && h(t.signal, n), n;
	}
	function N(e, t) {
		if (typeof e != "function") throw new i("fn", ["Function", "AsyncFunction"], e);
		t != null && u(t, "options"), t?.signal != null && c(t.signal, "options.signal");
		let n = 1;
		t?.concurrency != null && (n = S(t.concurrency));
		let r = n - 1;
		return t?.highWaterMark != null && (r = S(t.highWaterMark)), l(n, "options.concurrency", 1), l(r, "options.highWaterMark", 0), r += n, async function* () {
			let i = Ft().AbortSignalAny([t?.signal].filter(x)), a = this, o = [], c = { signal: i }, l, u, d = !1, f = 0;
			function p() {
				d = !0, m();
			}
			function m() {
				--f, h();
			}
			function h() {
				u && !d && f < n && o.length < r && (u(), u = null);
			}
			async function g() {
				try {
					for await (let t of a) {
						if (d) return;
						if (i.aborted) throw new s();
						try {
							if (t = e(t, c), t === A) continue;
							t = D(t);
						} catch (e) {
							t = E(e);
						}
						f += 1, O(t, m, p), o.push(t), l &&= (l(), null), !d && (o.length >= r || f >= n) && await new T((e) => {
							u = e;
						});
					}
					o.push(j);
				} catch (e) {
					let t = E(e);
					O(t, m, p), o.push(t);
				} finally {
					d = !0, l &&= (l(), null);
				}
			}
			g();
			try {
				for (;;) {
					for (; o.length > 0;) {
						let e = await o[0];
						if (e === j) return;
						if (i.aborted) throw new s();
						e !== A && (yield e), o.shift(), h();
					}
					await new T((e) => {
						l = e;
					});
				}
			} finally {
				d = !0, u &&= (u(), null);
			}
		}.call(this);
	}
	function P(e = void 0) {
		return e != null && u(e, "options"), e?.signal != null && c(e.signal, "options.signal"), async function* () {
			let t = 0;
			for await (let r of this) {
				var n;
				if (e != null && (n = e.signal) != null && n.aborted) throw new s({ cause: e.signal.reason });
				yield [t++, r];
			}
		}.call(this);
	}
	async function F(e, t = void 0) {
		for await (let n of z.call(this, e, t)) return !0;
		return !1;
	}
	async function I(e, t = void 0) {
		if (typeof e != "function") throw new i("fn", ["Function", "AsyncFunction"], e);
		return !await F.call(this, async (...t) => !await e(...t), t);
	}
	async function L(e, t) {
		for await (let n of z.call(this, e, t)) return n;
	}
	async function R(e, t) {
		if (typeof e != "function") throw new i("fn", ["Function", "AsyncFunction"], e);
		async function n(t, n) {
			return await e(t, n), A;
		}
		for await (let e of N.call(this, n, t));
	}
	function z(e, t) {
		if (typeof e != "function") throw new i("fn", ["Function", "AsyncFunction"], e);
		async function n(t, n) {
			return await e(t, n) ? t : A;
		}
		return N.call(this, n, t);
	}
	var B = class extends a {
		constructor() {
			super("reduce"), this.message = "Reduce of an empty stream requires an initial value";
		}
	};
	async function V(e, t, r) {
		var a;
		if (typeof e != "function") throw new i("reducer", ["Function", "AsyncFunction"], e);
		r != null && u(r, "options"), r?.signal != null && c(r.signal, "options.signal");
		let o = arguments.length > 1;
		if (r != null && (a = r.signal) != null && a.aborted) {
			let e = new s(void 0, { cause: r.signal.reason });
			throw this.once("error", () => {}), await p(this.destroy(e)), e;
		}
		let l = new n(), m = l.signal;
		if (r != null && r.signal) {
			let e = {
				once: !0,
				[d]: this,
				[f]: !0
			};
			r.signal.addEventListener("abort", () => l.abort(), e);
		}
		let h = !1;
		try {
			for await (let n of this) {
				var g;
				if (h = !0, r != null && (g = r.signal) != null && g.aborted) throw new s();
				o ? t = await e(t, n, { signal: m }) : (t = n, o = !0);
			}
			if (!h && !o) throw new B();
		} finally {
			l.abort();
		}
		return t;
	}
	async function H(e) {
		e != null && u(e, "options"), e?.signal != null && c(e.signal, "options.signal");
		let t = [];
		for await (let r of this) {
			var n;
			if (e != null && (n = e.signal) != null && n.aborted) throw new s(void 0, { cause: e.signal.reason });
			b(t, r);
		}
		return t;
	}
	function U(e, t) {
		let n = N.call(this, e, t);
		return async function* () {
			for await (let e of n) yield* e;
		}.call(this);
	}
	function W(e) {
		if (e = C(e), w(e)) return 0;
		if (e < 0) throw new o("number", ">= 0", e);
		return e;
	}
	function ee(e, t = void 0) {
		return t != null && u(t, "options"), t?.signal != null && c(t.signal, "options.signal"), e = W(e), async function* () {
			var n;
			if (t != null && (n = t.signal) != null && n.aborted) throw new s();
			for await (let n of this) {
				var r;
				if (t != null && (r = t.signal) != null && r.aborted) throw new s();
				e-- <= 0 && (yield n);
			}
		}.call(this);
	}
	function te(e, t = void 0) {
		return t != null && u(t, "options"), t?.signal != null && c(t.signal, "options.signal"), e = W(e), async function* () {
			var n;
			if (t != null && (n = t.signal) != null && n.aborted) throw new s();
			for await (let n of this) {
				var r;
				if (t != null && (r = t.signal) != null && r.aborted) throw new s();
				if (e-- > 0 && (yield n), e <= 0) return;
			}
		}.call(this);
	}
	t.exports.streamReturningOperators = {
		asIndexedPairs: y(P, "readable.asIndexedPairs will be removed in a future version."),
		drop: ee,
		filter: z,
		flatMap: U,
		map: N,
		take: te,
		compose: M
	}, t.exports.promiseReturningOperators = {
		every: I,
		forEach: R,
		reduce: V,
		toArray: H,
		some: F,
		find: L
	};
}), rn = m((e, t) => {
	v(), J(), q();
	var { ArrayPrototypePop: n, Promise: r } = yt(), { isIterable: i, isNodeStream: a, isWebStream: o } = Rt(), { pipelineImpl: s } = en(), { finished: c } = zt();
	an();
	function l(...e) {
		return new r((t, r) => {
			let c, l, u = e[e.length - 1];
			if (u && typeof u == "object" && !a(u) && !i(u) && !o(u)) {
				let t = n(e);
				c = t.signal, l = t.end;
			}
			s(e, (e, n) => {
				e ? r(e) : t(n);
			}, {
				signal: c,
				end: l
			});
		});
	}
	t.exports = {
		finished: c,
		pipeline: l
	};
}), an = m((e, t) => {
	v(), J(), q();
	var { Buffer: n } = (vt(), _(pt)), { ObjectDefineProperty: r, ObjectKeys: i, ReflectApply: a } = yt(), { promisify: { custom: o } } = Ft(), { streamReturningOperators: s, promiseReturningOperators: c } = nn(), { codes: { ERR_ILLEGAL_CONSTRUCTOR: l } } = xt(), u = tn(), { setDefaultHighWaterMark: d, getDefaultHighWaterMark: f } = Wt(), { pipeline: p } = en(), { destroyer: m } = Bt(), h = zt(), g = rn(), y = Rt(), b = t.exports = Vt().Stream;
	b.isDestroyed = y.isDestroyed, b.isDisturbed = y.isDisturbed, b.isErrored = y.isErrored, b.isReadable = y.isReadable, b.isWritable = y.isWritable, b.Readable = Jt();
	for (let e of i(s)) {
		let t = function(...e) {
			if (new.target) throw l();
			return b.Readable.from(a(n, this, e));
		}, n = s[e];
		r(t, "name", {
			__proto__: null,
			value: n.name
		}), r(t, "length", {
			__proto__: null,
			value: n.length
		}), r(b.Readable.prototype, e, {
			__proto__: null,
			value: t,
			enumerable: !1,
			configurable: !0,
			writable: !0
		});
	}
	for (let e of i(c)) {
		let t = function(...e) {
			if (new.target) throw l();
			return a(n, this, e);
		}, n = c[e];
		r(t, "name", {
			__proto__: null,
			value: n.name
		}), r(t, "length", {
			__proto__: null,
			value: n.length
		}), r(b.Readable.prototype, e, {
			__proto__: null,
			value: t,
			enumerable: !1,
			configurable: !0,
			writable: !0
		});
	}
	b.Writable = Yt(), b.Duplex = Zt(), b.Transform = Qt(), b.PassThrough = $t(), b.pipeline = p;
	var { addAbortSignal: x } = Ht();
	b.addAbortSignal = x, b.finished = h, b.destroy = m, b.compose = u, b.setDefaultHighWaterMark = d, b.getDefaultHighWaterMark = f, r(b, "promises", {
		__proto__: null,
		configurable: !0,
		enumerable: !0,
		get() {
			return g;
		}
	}), r(p, o, {
		__proto__: null,
		enumerable: !0,
		get() {
			return g.pipeline;
		}
	}), r(h, o, {
		__proto__: null,
		enumerable: !0,
		get() {
			return g.finished;
		}
	}), b.Stream = b, b._isUint8Array = function(e) {
		return e instanceof Uint8Array;
	}, b._uint8ArrayToBuffer = function(e) {
		return n.from(e.buffer, e.byteOffset, e.byteLength);
	};
}), on = m((e, t) => {
	v(), J(), q();
	var n = an(), r = rn(), i = n.Readable.destroy;
	t.exports = n.Readable, t.exports._uint8ArrayToBuffer = n._uint8ArrayToBuffer, t.exports._isUint8Array = n._isUint8Array, t.exports.isDisturbed = n.isDisturbed, t.exports.isErrored = n.isErrored, t.exports.isReadable = n.isReadable, t.exports.Readable = n.Readable, t.exports.Writable = n.Writable, t.exports.Duplex = n.Duplex, t.exports.Transform = n.Transform, t.exports.PassThrough = n.PassThrough, t.exports.addAbortSignal = n.addAbortSignal, t.exports.finished = n.finished, t.exports.destroy = n.destroy, t.exports.destroy = i, t.exports.pipeline = n.pipeline, t.exports.compose = n.compose, Object.defineProperty(n, "promises", {
		configurable: !0,
		enumerable: !0,
		get() {
			return r;
		}
	}), t.exports.Stream = n.Stream, t.exports.default = t.exports;
}), sn = m((e, t) => {
	v(), J(), q(), t.exports = typeof Object.create == "function" ? function(e, t) {
		t && (e.super_ = t, e.prototype = Object.create(t.prototype, { constructor: {
			value: e,
			enumerable: !1,
			writable: !0,
			configurable: !0
		} }));
	} : function(e, t) {
		if (t) {
			e.super_ = t;
			var n = function() {};
			n.prototype = t.prototype, e.prototype = new n(), e.prototype.constructor = e;
		}
	};
}), cn = m((e, t) => {
	v(), J(), q();
	var { Buffer: n } = (vt(), _(pt)), r = Symbol.for("BufferList");
	function i(e) {
		if (!(this instanceof i)) return new i(e);
		i._init.call(this, e);
	}
	i._init = function(e) {
		Object.defineProperty(this, r, { value: !0 }), this._bufs = [], this.length = 0, e && this.append(e);
	}, i.prototype._new = function(e) {
		return new i(e);
	}, i.prototype._offset = function(e) {
		if (e === 0) return [0, 0];
		let t = 0;
		for (let n = 0; n < this._bufs.length; n++) {
			let r = t + this._bufs[n].length;
			if (e < r || n === this._bufs.length - 1) return [n, e - t];
			t = r;
		}
	}, i.prototype._reverseOffset = function(e) {
		let t = e[0], n = e[1];
		for (let e = 0; e < t; e++) n += this._bufs[e].length;
		return n;
	}, i.prototype.getBuffers = function() {
		return this._bufs;
	}, i.prototype.get = function(e) {
		if (e > this.length || e < 0) return;
		let t = this._offset(e);
		return this._bufs[t[0]][t[1]];
	}, i.prototype.slice = function(e, t) {
		return typeof e == "number" && e < 0 && (e += this.length), typeof t == "number" && t < 0 && (t += this.length), this.copy(null, 0, e, t);
	}, i.prototype.copy = function(e, t, r, i) {
		if ((typeof r != "number" || r < 0) && (r = 0), (typeof i != "number" || i > this.length) && (i = this.length), r >= this.length || i <= 0) return e || n.alloc(0);
		let a = !!e, o = this._offset(r), s = i - r, c = s, l = a && t || 0, u = o[1];
		if (r === 0 && i === this.length) {
			if (!a) return this._bufs.length === 1 ? this._bufs[0] : n.concat(this._bufs, this.length);
			for (let t = 0; t < this._bufs.length; t++) this._bufs[t].copy(e, l), l += this._bufs[t].length;
			return e;
		}
		if (c <= this._bufs[o[0]].length - u) return a ? this._bufs[o[0]].copy(e, t, u, u + c) : this._bufs[o[0]].slice(u, u + c);
		a || (e = n.allocUnsafe(s));
		for (let t = o[0]; t < this._bufs.length; t++) {
			let n = this._bufs[t].length - u;
			if (c > n) this._bufs[t].copy(e, l, u), l += n;
			else {
				this._bufs[t].copy(e, l, u, u + c), l += n;
				break;
			}
			c -= n, u &&= 0;
		}
		return e.length > l ? e.slice(0, l) : e;
	}, i.prototype.shallowSlice = function(e, t) {
		if (e ||= 0, t = typeof t == "number" ? t : this.length, e < 0 && (e += this.length), t < 0 && (t += this.length), e === t) return this._new();
		let n = this._offset(e), r = this._offset(t), i = this._bufs.slice(n[0], r[0] + 1);
		return r[1] === 0 ? i.pop() : i[i.length - 1] = i[i.length - 1].slice(0, r[1]), n[1] !== 0 && (i[0] = i[0].slice(n[1])), this._new(i);
	}, i.prototype.toString = function(e, t, n) {
		return this.slice(t, n).toString(e);
	}, i.prototype.consume = function(e) {
		if (e = Math.trunc(e), Number.isNaN(e) || e <= 0) return this;
		for (; this._bufs.length;) if (e >= this._bufs[0].length) e -= this._bufs[0].length, this.length -= this._bufs[0].length, this._bufs.shift();
		else {
			this._bufs[0] = this._bufs[0].slice(e), this.length -= e;
			break;
		}
		return this;
	}, i.prototype.duplicate = function() {
		let e = this._new();
		for (let t = 0; t < this._bufs.length; t++) e.append(this._bufs[t]);
		return e;
	}, i.prototype.append = function(e) {
		return this._attach(e, i.prototype._appendBuffer);
	}, i.prototype.prepend = function(e) {
		return this._attach(e, i.prototype._prependBuffer, !0);
	}, i.prototype._attach = function(e, t, r) {
		if (e == null) return this;
		if (e.buffer) t.call(this, n.from(e.buffer, e.byteOffset, e.byteLength));
		else if (Array.isArray(e)) {
			let [n, i] = r ? [e.length - 1, -1] : [0, 1];
			for (let a = n; a >= 0 && a < e.length; a += i) this._attach(e[a], t, r);
		} else if (this._isBufferList(e)) {
			let [n, i] = r ? [e._bufs.length - 1, -1] : [0, 1];
			for (let a = n; a >= 0 && a < e._bufs.length; a += i) this._attach(e._bufs[a], t, r);
		} else typeof e == "number" && (e = e.toString()), t.call(this, n.from(e));
		return this;
	}, i.prototype._appendBuffer = function(e) {
		this._bufs.push(e), this.length += e.length;
	}, i.prototype._prependBuffer = function(e) {
		this._bufs.unshift(e), this.length += e.length;
	}, i.prototype.indexOf = function(e, t, r) {
		if (r === void 0 && typeof t == "string" && (r = t, t = void 0), typeof e == "function" || Array.isArray(e)) throw TypeError("The \"value\" argument must be one of type string, Buffer, BufferList, or Uint8Array.");
		if (typeof e == "number" ? e = n.from([e]) : typeof e == "string" ? e = n.from(e, r) : this._isBufferList(e) ? e = e.slice() : Array.isArray(e.buffer) ? e = n.from(e.buffer, e.byteOffset, e.byteLength) : n.isBuffer(e) || (e = n.from(e)), t = Number(t || 0), isNaN(t) && (t = 0), t < 0 && (t = this.length + t), t < 0 && (t = 0), e.length === 0) return t > this.length ? this.length : t;
		let i = this._offset(t), a = i[0], o = i[1];
		for (; a < this._bufs.length; a++) {
			let t = this._bufs[a];
			for (; o < t.length;) if (t.length - o >= e.length) {
				let n = t.indexOf(e, o);
				if (n !== -1) return this._reverseOffset([a, n]);
				o = t.length - e.length + 1;
			} else {
				let t = this._reverseOffset([a, o]);
				if (this._match(t, e)) return t;
				o++;
			}
			o = 0;
		}
		return -1;
	}, i.prototype._match = function(e, t) {
		if (this.length - e < t.length) return !1;
		for (let n = 0; n < t.length; n++) if (this.get(e + n) !== t[n]) return !1;
		return !0;
	}, (function() {
		let e = {
			readDoubleBE: 8,
			readDoubleLE: 8,
			readFloatBE: 4,
			readFloatLE: 4,
			readBigInt64BE: 8,
			readBigInt64LE: 8,
			readBigUInt64BE: 8,
			readBigUInt64LE: 8,
			readInt32BE: 4,
			readInt32LE: 4,
			readUInt32BE: 4,
			readUInt32LE: 4,
			readInt16BE: 2,
			readInt16LE: 2,
			readUInt16BE: 2,
			readUInt16LE: 2,
			readInt8: 1,
			readUInt8: 1,
			readIntBE: null,
			readIntLE: null,
			readUIntBE: null,
			readUIntLE: null
		};
		for (let t in e) (function(t) {
			e[t] === null ? i.prototype[t] = function(e, n) {
				return this.slice(e, e + n)[t](0, n);
			} : i.prototype[t] = function(n = 0) {
				return this.slice(n, n + e[t])[t](0);
			};
		})(t);
	})(), i.prototype._isBufferList = function(e) {
		return e instanceof i || i.isBufferList(e);
	}, i.isBufferList = function(e) {
		return e != null && e[r];
	}, t.exports = i;
}), ln = m((e, t) => {
	v(), J(), q();
	var n = on().Duplex, r = sn(), i = cn();
	function a(e) {
		if (!(this instanceof a)) return new a(e);
		if (typeof e == "function") {
			this._callback = e;
			let t = function(e) {
				this._callback &&= (this._callback(e), null);
			}.bind(this);
			this.on("pipe", function(e) {
				e.on("error", t);
			}), this.on("unpipe", function(e) {
				e.removeListener("error", t);
			}), e = null;
		}
		i._init.call(this, e), n.call(this);
	}
	r(a, n), Object.assign(a.prototype, i.prototype), a.prototype._new = function(e) {
		return new a(e);
	}, a.prototype._write = function(e, t, n) {
		this._appendBuffer(e), typeof n == "function" && n();
	}, a.prototype._read = function(e) {
		if (!this.length) return this.push(null);
		e = Math.min(e, this.length), this.push(this.slice(0, e)), this.consume(e);
	}, a.prototype.end = function(e) {
		n.prototype.end.call(this, e), this._callback &&= (this._callback(null, this.slice()), null);
	}, a.prototype._destroy = function(e, t) {
		this._bufs.length = 0, this.length = 0, t(e);
	}, a.prototype._isBufferList = function(e) {
		return e instanceof a || e instanceof i || a.isBufferList(e);
	}, a.isBufferList = i.isBufferList, t.exports = a, t.exports.BufferListStream = a, t.exports.BufferList = i;
}), un = m((e, t) => {
	v(), J(), q(), t.exports = class {
		constructor() {
			this.cmd = null, this.retain = !1, this.qos = 0, this.dup = !1, this.length = -1, this.topic = null, this.payload = null;
		}
	};
}), dn = m((e, t) => {
	v(), J(), q();
	var n = t.exports, { Buffer: r } = (vt(), _(pt));
	n.types = {
		0: "reserved",
		1: "connect",
		2: "connack",
		3: "publish",
		4: "puback",
		5: "pubrec",
		6: "pubrel",
		7: "pubcomp",
		8: "subscribe",
		9: "suback",
		10: "unsubscribe",
		11: "unsuback",
		12: "pingreq",
		13: "pingresp",
		14: "disconnect",
		15: "auth"
	}, n.requiredHeaderFlags = {
		1: 0,
		2: 0,
		4: 0,
		5: 0,
		6: 2,
		7: 0,
		8: 2,
		9: 0,
		10: 2,
		11: 0,
		12: 0,
		13: 0,
		14: 0,
		15: 0
	}, n.requiredHeaderFlagsErrors = {};
	for (let e in n.requiredHeaderFlags) {
		let t = n.requiredHeaderFlags[e];
		n.requiredHeaderFlagsErrors[e] = "Invalid header flag bits, must be 0x" + t.toString(16) + " for " + n.types[e] + " packet";
	}
	n.codes = {};
	for (let e in n.types) {
		let t = n.types[e];
		n.codes[t] = e;
	}
	n.CMD_SHIFT = 4, n.CMD_MASK = 240, n.DUP_MASK = 8, n.QOS_MASK = 3, n.QOS_SHIFT = 1, n.RETAIN_MASK = 1, n.VARBYTEINT_MASK = 127, n.VARBYTEINT_FIN_MASK = 128, n.VARBYTEINT_MAX = 268435455, n.SESSIONPRESENT_MASK = 1, n.SESSIONPRESENT_HEADER = r.from([n.SESSIONPRESENT_MASK]), n.CONNACK_HEADER = r.from([n.codes.connack << n.CMD_SHIFT]), n.USERNAME_MASK = 128, n.PASSWORD_MASK = 64, n.WILL_RETAIN_MASK = 32, n.WILL_QOS_MASK = 24, n.WILL_QOS_SHIFT = 3, n.WILL_FLAG_MASK = 4, n.CLEAN_SESSION_MASK = 2, n.CONNECT_HEADER = r.from([n.codes.connect << n.CMD_SHIFT]), n.properties = {
		sessionExpiryInterval: 17,
		willDelayInterval: 24,
		receiveMaximum: 33,
		maximumPacketSize: 39,
		topicAliasMaximum: 34,
		requestResponseInformation: 25,
		requestProblemInformation: 23,
		userProperties: 38,
		authenticationMethod: 21,
		authenticationData: 22,
		payloadFormatIndicator: 1,
		messageExpiryInterval: 2,
		contentType: 3,
		responseTopic: 8,
		correlationData: 9,
		maximumQoS: 36,
		retainAvailable: 37,
		assignedClientIdentifier: 18,
		reasonString: 31,
		wildcardSubscriptionAvailable: 40,
		subscriptionIdentifiersAvailable: 41,
		sharedSubscriptionAvailable: 42,
		serverKeepAlive: 19,
		responseInformation: 26,
		serverReference: 28,
		topicAlias: 35,
		subscriptionIdentifier: 11
	}, n.propertiesCodes = {};
	for (let e in n.properties) {
		let t = n.properties[e];
		n.propertiesCodes[t] = e;
	}
	n.propertiesTypes = {
		sessionExpiryInterval: "int32",
		willDelayInterval: "int32",
		receiveMaximum: "int16",
		maximumPacketSize: "int32",
		topicAliasMaximum: "int16",
		requestResponseInformation: "byte",
		requestProblemInformation: "byte",
		userProperties: "pair",
		authenticationMethod: "string",
		authenticationData: "binary",
		payloadFormatIndicator: "byte",
		messageExpiryInterval: "int32",
		contentType: "string",
		responseTopic: "string",
		correlationData: "binary",
		maximumQoS: "int8",
		retainAvailable: "byte",
		assignedClientIdentifier: "string",
		reasonString: "string",
		wildcardSubscriptionAvailable: "byte",
		subscriptionIdentifiersAvailable: "byte",
		sharedSubscriptionAvailable: "byte",
		serverKeepAlive: "int16",
		responseInformation: "string",
		serverReference: "string",
		topicAlias: "int16",
		subscriptionIdentifier: "var"
	};
	function i(e) {
		return [
			0,
			1,
			2
		].map((t) => [0, 1].map((i) => [0, 1].map((a) => {
			let o = r.alloc(1);
			return o.writeUInt8(n.codes[e] << n.CMD_SHIFT | (i ? n.DUP_MASK : 0) | t << n.QOS_SHIFT | a, 0, !0), o;
		})));
	}
	n.PUBLISH_HEADER = i("publish"), n.SUBSCRIBE_HEADER = i("subscribe"), n.SUBSCRIBE_OPTIONS_QOS_MASK = 3, n.SUBSCRIBE_OPTIONS_NL_MASK = 1, n.SUBSCRIBE_OPTIONS_NL_SHIFT = 2, n.SUBSCRIBE_OPTIONS_RAP_MASK = 1, n.SUBSCRIBE_OPTIONS_RAP_SHIFT = 3, n.SUBSCRIBE_OPTIONS_RH_MASK = 3, n.SUBSCRIBE_OPTIONS_RH_SHIFT = 4, n.SUBSCRIBE_OPTIONS_RH = [
		0,
		16,
		32
	], n.SUBSCRIBE_OPTIONS_NL = 4, n.SUBSCRIBE_OPTIONS_RAP = 8, n.SUBSCRIBE_OPTIONS_QOS = [
		0,
		1,
		2
	], n.UNSUBSCRIBE_HEADER = i("unsubscribe"), n.ACKS = {
		unsuback: i("unsuback"),
		puback: i("puback"),
		pubcomp: i("pubcomp"),
		pubrel: i("pubrel"),
		pubrec: i("pubrec")
	}, n.SUBACK_HEADER = r.from([n.codes.suback << n.CMD_SHIFT]), n.VERSION3 = r.from([3]), n.VERSION4 = r.from([4]), n.VERSION5 = r.from([5]), n.VERSION131 = r.from([131]), n.VERSION132 = r.from([132]), n.QOS = [
		0,
		1,
		2
	].map((e) => r.from([e])), n.EMPTY = {
		pingreq: r.from([n.codes.pingreq << 4, 0]),
		pingresp: r.from([n.codes.pingresp << 4, 0]),
		disconnect: r.from([n.codes.disconnect << 4, 0])
	}, n.MQTT5_PUBACK_PUBREC_CODES = {
		0: "Success",
		16: "No matching subscribers",
		128: "Unspecified error",
		131: "Implementation specific error",
		135: "Not authorized",
		144: "Topic Name invalid",
		145: "Packet identifier in use",
		151: "Quota exceeded",
		153: "Payload format invalid"
	}, n.MQTT5_PUBREL_PUBCOMP_CODES = {
		0: "Success",
		146: "Packet Identifier not found"
	}, n.MQTT5_SUBACK_CODES = {
		0: "Granted QoS 0",
		1: "Granted QoS 1",
		2: "Granted QoS 2",
		128: "Unspecified error",
		131: "Implementation specific error",
		135: "Not authorized",
		143: "Topic Filter invalid",
		145: "Packet Identifier in use",
		151: "Quota exceeded",
		158: "Shared Subscriptions not supported",
		161: "Subscription Identifiers not supported",
		162: "Wildcard Subscriptions not supported"
	}, n.MQTT5_UNSUBACK_CODES = {
		0: "Success",
		17: "No subscription existed",
		128: "Unspecified error",
		131: "Implementation specific error",
		135: "Not authorized",
		143: "Topic Filter invalid",
		145: "Packet Identifier in use"
	}, n.MQTT5_DISCONNECT_CODES = {
		0: "Normal disconnection",
		4: "Disconnect with Will Message",
		128: "Unspecified error",
		129: "Malformed Packet",
		130: "Protocol Error",
		131: "Implementation specific error",
		135: "Not authorized",
		137: "Server busy",
		139: "Server shutting down",
		141: "Keep Alive timeout",
		142: "Session taken over",
		143: "Topic Filter invalid",
		144: "Topic Name invalid",
		147: "Receive Maximum exceeded",
		148: "Topic Alias invalid",
		149: "Packet too large",
		150: "Message rate too high",
		151: "Quota exceeded",
		152: "Administrative action",
		153: "Payload format invalid",
		154: "Retain not supported",
		155: "QoS not supported",
		156: "Use another server",
		157: "Server moved",
		158: "Shared Subscriptions not supported",
		159: "Connection rate exceeded",
		160: "Maximum connect time",
		161: "Subscription Identifiers not supported",
		162: "Wildcard Subscriptions not supported"
	}, n.MQTT5_AUTH_CODES = {
		0: "Success",
		24: "Continue authentication",
		25: "Re-authenticate"
	};
}), fn = m((e, t) => {
	v(), J(), q();
	var n = 1e3, r = n * 60, i = r * 60, a = i * 24, o = a * 7, s = a * 365.25;
	t.exports = function(e, t) {
		t ||= {};
		var n = typeof e;
		if (n === "string" && e.length > 0) return c(e);
		if (n === "number" && isFinite(e)) return t.long ? u(e) : l(e);
		throw Error("val is not a non-empty string or a valid number. val=" + JSON.stringify(e));
	};
	function c(e) {
		if (e = String(e), !(e.length > 100)) {
			var t = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(e);
			if (t) {
				var c = parseFloat(t[1]);
				switch ((t[2] || "ms").toLowerCase()) {
					case "years":
					case "year":
					case "yrs":
					case "yr":
					case "y": return c * s;
					case "weeks":
					case "week":
					case "w": return c * o;
					case "days":
					case "day":
					case "d": return c * a;
					case "hours":
					case "hour":
					case "hrs":
					case "hr":
					case "h": return c * i;
					case "minutes":
					case "minute":
					case "mins":
					case "min":
					case "m": return c * r;
					case "seconds":
					case "second":
					case "secs":
					case "sec":
					case "s": return c * n;
					case "milliseconds":
					case "millisecond":
					case "msecs":
					case "msec":
					case "ms": return c;
					default: return;
				}
			}
		}
	}
	function l(e) {
		var t = Math.abs(e);
		return t >= a ? Math.round(e / a) + "d" : t >= i ? Math.round(e / i) + "h" : t >= r ? Math.round(e / r) + "m" : t >= n ? Math.round(e / n) + "s" : e + "ms";
	}
	function u(e) {
		var t = Math.abs(e);
		return t >= a ? d(e, t, a, "day") : t >= i ? d(e, t, i, "hour") : t >= r ? d(e, t, r, "minute") : t >= n ? d(e, t, n, "second") : e + " ms";
	}
	function d(e, t, n, r) {
		var i = t >= n * 1.5;
		return Math.round(e / n) + " " + r + (i ? "s" : "");
	}
}), pn = m((e, t) => {
	v(), J(), q();
	function n(e) {
		n.debug = n, n.default = n, n.coerce = c, n.disable = o, n.enable = i, n.enabled = s, n.humanize = fn(), n.destroy = l, Object.keys(e).forEach((t) => {
			n[t] = e[t];
		}), n.names = [], n.skips = [], n.formatters = {};
		function t(e) {
			let t = 0;
			for (let n = 0; n < e.length; n++) t = (t << 5) - t + e.charCodeAt(n), t |= 0;
			return n.colors[Math.abs(t) % n.colors.length];
		}
		n.selectColor = t;
		function n(e) {
			let t, i = null, a, o;
			function s(...e) {
				if (!s.enabled) return;
				let r = s, i = Number(/* @__PURE__ */ new Date());
				r.diff = i - (t || i), r.prev = t, r.curr = i, t = i, e[0] = n.coerce(e[0]), typeof e[0] != "string" && e.unshift("%O");
				let a = 0;
				e[0] = e[0].replace(/%([a-zA-Z%])/g, (t, i) => {
					if (t === "%%") return "%";
					a++;
					let o = n.formatters[i];
					if (typeof o == "function") {
						let n = e[a];
						t = o.call(r, n), e.splice(a, 1), a--;
					}
					return t;
				}), n.formatArgs.call(r, e), (r.log || n.log).apply(r, e);
			}
			return s.namespace = e, s.useColors = n.useColors(), s.color = n.selectColor(e), s.extend = r, s.destroy = n.destroy, Object.defineProperty(s, "enabled", {
				enumerable: !0,
				configurable: !1,
				get: () => i === null ? (a !== n.namespaces && (a = n.namespaces, o = n.enabled(e)), o) : i,
				set: (e) => {
					i = e;
				}
			}), typeof n.init == "function" && n.init(s), s;
		}
		function r(e, t) {
			let r = n(this.namespace + (typeof t > "u" ? ":" : t) + e);
			return r.log = this.log, r;
		}
		function i(e) {
			n.save(e), n.namespaces = e, n.names = [], n.skips = [];
			let t = (typeof e == "string" ? e : "").trim().replace(/\s+/g, ",").split(",").filter(Boolean);
			for (let e of t) e[0] === "-" ? n.skips.push(e.slice(1)) : n.names.push(e);
		}
		function a(e, t) {
			let n = 0, r = 0, i = -1, a = 0;
			for (; n < e.length;) if (r < t.length && (t[r] === e[n] || t[r] === "*")) t[r] === "*" ? (i = r, a = n, r++) : (n++, r++);
			else if (i !== -1) r = i + 1, a++, n = a;
			else return !1;
			for (; r < t.length && t[r] === "*";) r++;
			return r === t.length;
		}
		function o() {
			let e = [...n.names, ...n.skips.map((e) => "-" + e)].join(",");
			return n.enable(""), e;
		}
		function s(e) {
			for (let t of n.skips) if (a(e, t)) return !1;
			for (let t of n.names) if (a(e, t)) return !0;
			return !1;
		}
		function c(e) {
			return e instanceof Error ? e.stack || e.message : e;
		}
		function l() {
			console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
		}
		return n.enable(n.load()), n;
	}
	t.exports = n;
}), mn = m((e, t) => {
	v(), J(), q(), e.formatArgs = r, e.save = i, e.load = a, e.useColors = n, e.storage = o(), e.destroy = (() => {
		let e = !1;
		return () => {
			e || (e = !0, console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`."));
		};
	})(), e.colors = /* @__PURE__ */ "#0000CC.#0000FF.#0033CC.#0033FF.#0066CC.#0066FF.#0099CC.#0099FF.#00CC00.#00CC33.#00CC66.#00CC99.#00CCCC.#00CCFF.#3300CC.#3300FF.#3333CC.#3333FF.#3366CC.#3366FF.#3399CC.#3399FF.#33CC00.#33CC33.#33CC66.#33CC99.#33CCCC.#33CCFF.#6600CC.#6600FF.#6633CC.#6633FF.#66CC00.#66CC33.#9900CC.#9900FF.#9933CC.#9933FF.#99CC00.#99CC33.#CC0000.#CC0033.#CC0066.#CC0099.#CC00CC.#CC00FF.#CC3300.#CC3333.#CC3366.#CC3399.#CC33CC.#CC33FF.#CC6600.#CC6633.#CC9900.#CC9933.#CCCC00.#CCCC33.#FF0000.#FF0033.#FF0066.#FF0099.#FF00CC.#FF00FF.#FF3300.#FF3333.#FF3366.#FF3399.#FF33CC.#FF33FF.#FF6600.#FF6633.#FF9900.#FF9933.#FFCC00.#FFCC33".split(".");
	function n() {
		if (typeof window < "u" && window.process && (window.process.type === "renderer" || window.process.__nwjs)) return !0;
		if (typeof navigator < "u" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) return !1;
		let e;
		return typeof document < "u" && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance || typeof window < "u" && window.console && (window.console.firebug || window.console.exception && window.console.table) || typeof navigator < "u" && navigator.userAgent && (e = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(e[1], 10) >= 31 || typeof navigator < "u" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/);
	}
	function r(e) {
		if (e[0] = (this.useColors ? "%c" : "") + this.namespace + (this.useColors ? " %c" : " ") + e[0] + (this.useColors ? "%c " : " ") + "+" + t.exports.humanize(this.diff), !this.useColors) return;
		let n = "color: " + this.color;
		e.splice(1, 0, n, "color: inherit");
		let r = 0, i = 0;
		e[0].replace(/%[a-zA-Z%]/g, (e) => {
			e !== "%%" && (r++, e === "%c" && (i = r));
		}), e.splice(i, 0, n);
	}
	e.log = console.debug || console.log || (() => {});
	function i(t) {
		try {
			t ? e.storage.setItem("debug", t) : e.storage.removeItem("debug");
		} catch {}
	}
	function a() {
		let t;
		try {
			t = e.storage.getItem("debug") || e.storage.getItem("DEBUG");
		} catch {}
		return !t && typeof y < "u" && "env" in y && (t = y.env.DEBUG), t;
	}
	function o() {
		try {
			return localStorage;
		} catch {}
	}
	t.exports = pn()(e);
	var { formatters: s } = t.exports;
	s.j = function(e) {
		try {
			return JSON.stringify(e);
		} catch (e) {
			return "[UnexpectedJSONParseError]: " + e.message;
		}
	};
}), hn = m((e, t) => {
	v(), J(), q();
	var n = ln(), { EventEmitter: r } = (Pt(), _(Ct)), i = un(), a = dn(), o = mn()("mqtt-packet:parser");
	t.exports = class e extends r {
		constructor() {
			super(), this.parser = this.constructor.parser;
		}
		static parser(t) {
			return this instanceof e ? (this.settings = t || {}, this._states = [
				"_parseHeader",
				"_parseLength",
				"_parsePayload",
				"_newPacket"
			], this._resetState(), this) : new e().parser(t);
		}
		_resetState() {
			o("_resetState: resetting packet, error, _list, and _stateCounter"), this.packet = new i(), this.error = null, this._list = n(), this._stateCounter = 0;
		}
		parse(e) {
			for (this.error && this._resetState(), this._list.append(e), o("parse: current state: %s", this._states[this._stateCounter]); (this.packet.length !== -1 || this._list.length > 0) && this[this._states[this._stateCounter]]() && !this.error;) this._stateCounter++, o("parse: state complete. _stateCounter is now: %d", this._stateCounter), o("parse: packet.length: %d, buffer list length: %d", this.packet.length, this._list.length), this._stateCounter >= this._states.length && (this._stateCounter = 0);
			return o("parse: exited while loop. packet: %d, buffer list length: %d", this.packet.length, this._list.length), this._list.length;
		}
		_parseHeader() {
			let e = this._list.readUInt8(0), t = e >> a.CMD_SHIFT;
			this.packet.cmd = a.types[t];
			let n = e & 15, r = a.requiredHeaderFlags[t];
			return r != null && n !== r ? this._emitError(Error(a.requiredHeaderFlagsErrors[t])) : (this.packet.retain = (e & a.RETAIN_MASK) !== 0, this.packet.qos = e >> a.QOS_SHIFT & a.QOS_MASK, this.packet.qos > 2 ? this._emitError(/* @__PURE__ */ Error("Packet must not have both QoS bits set to 1")) : (this.packet.dup = (e & a.DUP_MASK) !== 0, o("_parseHeader: packet: %o", this.packet), this._list.consume(1), !0));
		}
		_parseLength() {
			let e = this._parseVarByteNum(!0);
			return e && (this.packet.length = e.value, this._list.consume(e.bytes)), o("_parseLength %d", e.value), !!e;
		}
		_parsePayload() {
			o("_parsePayload: payload %O", this._list);
			let e = !1;
			if (this.packet.length === 0 || this._list.length >= this.packet.length) {
				switch (this._pos = 0, this.packet.cmd) {
					case "connect":
						this._parseConnect();
						break;
					case "connack":
						this._parseConnack();
						break;
					case "publish":
						this._parsePublish();
						break;
					case "puback":
					case "pubrec":
					case "pubrel":
					case "pubcomp":
						this._parseConfirmation();
						break;
					case "subscribe":
						this._parseSubscribe();
						break;
					case "suback":
						this._parseSuback();
						break;
					case "unsubscribe":
						this._parseUnsubscribe();
						break;
					case "unsuback":
						this._parseUnsuback();
						break;
					case "pingreq":
					case "pingresp": break;
					case "disconnect":
						this._parseDisconnect();
						break;
					case "auth":
						this._parseAuth();
						break;
					default: this._emitError(/* @__PURE__ */ Error("Not supported"));
				}
				e = !0;
			}
			return o("_parsePayload complete result: %s", e), e;
		}
		_parseConnect() {
			o("_parseConnect");
			let e, t, n, r, i = {}, s = this.packet, c = this._parseString();
			if (c === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse protocolId"));
			if (c !== "MQTT" && c !== "MQIsdp") return this._emitError(/* @__PURE__ */ Error("Invalid protocolId"));
			if (s.protocolId = c, this._pos >= this._list.length) return this._emitError(/* @__PURE__ */ Error("Packet too short"));
			if (s.protocolVersion = this._list.readUInt8(this._pos), s.protocolVersion >= 128 && (s.bridgeMode = !0, s.protocolVersion -= 128), s.protocolVersion !== 3 && s.protocolVersion !== 4 && s.protocolVersion !== 5) return this._emitError(/* @__PURE__ */ Error("Invalid protocol version"));
			if (this._pos++, this._pos >= this._list.length) return this._emitError(/* @__PURE__ */ Error("Packet too short"));
			if (this._list.readUInt8(this._pos) & 1) return this._emitError(/* @__PURE__ */ Error("Connect flag bit 0 must be 0, but got 1"));
			i.username = this._list.readUInt8(this._pos) & a.USERNAME_MASK, i.password = this._list.readUInt8(this._pos) & a.PASSWORD_MASK, i.will = this._list.readUInt8(this._pos) & a.WILL_FLAG_MASK;
			let l = !!(this._list.readUInt8(this._pos) & a.WILL_RETAIN_MASK), u = (this._list.readUInt8(this._pos) & a.WILL_QOS_MASK) >> a.WILL_QOS_SHIFT;
			if (i.will) s.will = {}, s.will.retain = l, s.will.qos = u;
			else {
				if (l) return this._emitError(/* @__PURE__ */ Error("Will Retain Flag must be set to zero when Will Flag is set to 0"));
				if (u) return this._emitError(/* @__PURE__ */ Error("Will QoS must be set to zero when Will Flag is set to 0"));
			}
			if (s.clean = (this._list.readUInt8(this._pos) & a.CLEAN_SESSION_MASK) !== 0, this._pos++, s.keepalive = this._parseNum(), s.keepalive === -1) return this._emitError(/* @__PURE__ */ Error("Packet too short"));
			if (s.protocolVersion === 5) {
				let e = this._parseProperties();
				Object.getOwnPropertyNames(e).length && (s.properties = e);
			}
			let d = this._parseString();
			if (d === null) return this._emitError(/* @__PURE__ */ Error("Packet too short"));
			if (s.clientId = d, o("_parseConnect: packet.clientId: %s", s.clientId), i.will) {
				if (s.protocolVersion === 5) {
					let e = this._parseProperties();
					Object.getOwnPropertyNames(e).length && (s.will.properties = e);
				}
				if (e = this._parseString(), e === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse will topic"));
				if (s.will.topic = e, o("_parseConnect: packet.will.topic: %s", s.will.topic), t = this._parseBuffer(), t === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse will payload"));
				s.will.payload = t, o("_parseConnect: packet.will.paylaod: %s", s.will.payload);
			}
			if (i.username) {
				if (r = this._parseString(), r === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse username"));
				s.username = r, o("_parseConnect: packet.username: %s", s.username);
			}
			if (i.password) {
				if (n = this._parseBuffer(), n === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse password"));
				s.password = n;
			}
			return this.settings = s, o("_parseConnect: complete"), s;
		}
		_parseConnack() {
			o("_parseConnack");
			let e = this.packet;
			if (this._list.length < 1) return null;
			let t = this._list.readUInt8(this._pos++);
			if (t > 1) return this._emitError(/* @__PURE__ */ Error("Invalid connack flags, bits 7-1 must be set to 0"));
			if (e.sessionPresent = !!(t & a.SESSIONPRESENT_MASK), this.settings.protocolVersion === 5) e.reasonCode = this._list.length >= 2 ? this._list.readUInt8(this._pos++) : 0;
			else {
				if (this._list.length < 2) return null;
				e.returnCode = this._list.readUInt8(this._pos++);
			}
			if (e.returnCode === -1 || e.reasonCode === -1) return this._emitError(/* @__PURE__ */ Error("Cannot parse return code"));
			if (this.settings.protocolVersion === 5) {
				let t = this._parseProperties();
				Object.getOwnPropertyNames(t).length && (e.properties = t);
			}
			o("_parseConnack: complete");
		}
		_parsePublish() {
			o("_parsePublish");
			let e = this.packet;
			if (e.topic = this._parseString(), e.topic === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse topic"));
			if (!(e.qos > 0 && !this._parseMessageId())) {
				if (this.settings.protocolVersion === 5) {
					let t = this._parseProperties();
					Object.getOwnPropertyNames(t).length && (e.properties = t);
				}
				e.payload = this._list.slice(this._pos, e.length), o("_parsePublish: payload from buffer list: %o", e.payload);
			}
		}
		_parseSubscribe() {
			o("_parseSubscribe");
			let e = this.packet, t, n, r, i, s, c, l;
			if (e.subscriptions = [], this._parseMessageId()) {
				if (this.settings.protocolVersion === 5) {
					let t = this._parseProperties();
					Object.getOwnPropertyNames(t).length && (e.properties = t);
				}
				if (e.length <= 0) return this._emitError(/* @__PURE__ */ Error("Malformed subscribe, no payload specified"));
				for (; this._pos < e.length;) {
					if (t = this._parseString(), t === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse topic"));
					if (this._pos >= e.length) return this._emitError(/* @__PURE__ */ Error("Malformed Subscribe Payload"));
					if (n = this._parseByte(), this.settings.protocolVersion === 5) {
						if (n & 192) return this._emitError(/* @__PURE__ */ Error("Invalid subscribe topic flag bits, bits 7-6 must be 0"));
					} else if (n & 252) return this._emitError(/* @__PURE__ */ Error("Invalid subscribe topic flag bits, bits 7-2 must be 0"));
					if (r = n & a.SUBSCRIBE_OPTIONS_QOS_MASK, r > 2) return this._emitError(/* @__PURE__ */ Error("Invalid subscribe QoS, must be <= 2"));
					if (c = (n >> a.SUBSCRIBE_OPTIONS_NL_SHIFT & a.SUBSCRIBE_OPTIONS_NL_MASK) !== 0, s = (n >> a.SUBSCRIBE_OPTIONS_RAP_SHIFT & a.SUBSCRIBE_OPTIONS_RAP_MASK) !== 0, i = n >> a.SUBSCRIBE_OPTIONS_RH_SHIFT & a.SUBSCRIBE_OPTIONS_RH_MASK, i > 2) return this._emitError(/* @__PURE__ */ Error("Invalid retain handling, must be <= 2"));
					l = {
						topic: t,
						qos: r
					}, this.settings.protocolVersion === 5 ? (l.nl = c, l.rap = s, l.rh = i) : this.settings.bridgeMode && (l.rh = 0, l.rap = !0, l.nl = !0), o("_parseSubscribe: push subscription `%s` to subscription", l), e.subscriptions.push(l);
				}
			}
		}
		_parseSuback() {
			o("_parseSuback");
			let e = this.packet;
			if (this.packet.granted = [], this._parseMessageId()) {
				if (this.settings.protocolVersion === 5) {
					let t = this._parseProperties();
					Object.getOwnPropertyNames(t).length && (e.properties = t);
				}
				if (e.length <= 0) return this._emitError(/* @__PURE__ */ Error("Malformed suback, no payload specified"));
				for (; this._pos < this.packet.length;) {
					let e = this._list.readUInt8(this._pos++);
					if (this.settings.protocolVersion === 5) {
						if (!a.MQTT5_SUBACK_CODES[e]) return this._emitError(/* @__PURE__ */ Error("Invalid suback code"));
					} else if (e > 2 && e !== 128) return this._emitError(/* @__PURE__ */ Error("Invalid suback QoS, must be 0, 1, 2 or 128"));
					this.packet.granted.push(e);
				}
			}
		}
		_parseUnsubscribe() {
			o("_parseUnsubscribe");
			let e = this.packet;
			if (e.unsubscriptions = [], this._parseMessageId()) {
				if (this.settings.protocolVersion === 5) {
					let t = this._parseProperties();
					Object.getOwnPropertyNames(t).length && (e.properties = t);
				}
				if (e.length <= 0) return this._emitError(/* @__PURE__ */ Error("Malformed unsubscribe, no payload specified"));
				for (; this._pos < e.length;) {
					let t = this._parseString();
					if (t === null) return this._emitError(/* @__PURE__ */ Error("Cannot parse topic"));
					o("_parseUnsubscribe: push topic `%s` to unsubscriptions", t), e.unsubscriptions.push(t);
				}
			}
		}
		_parseUnsuback() {
			o("_parseUnsuback");
			let e = this.packet;
			if (!this._parseMessageId()) return this._emitError(/* @__PURE__ */ Error("Cannot parse messageId"));
			if ((this.settings.protocolVersion === 3 || this.settings.protocolVersion === 4) && e.length !== 2) return this._emitError(/* @__PURE__ */ Error("Malformed unsuback, payload length must be 2"));
			if (e.length <= 0) return this._emitError(/* @__PURE__ */ Error("Malformed unsuback, no payload specified"));
			if (this.settings.protocolVersion === 5) {
				let t = this._parseProperties();
				for (Object.getOwnPropertyNames(t).length && (e.properties = t), e.granted = []; this._pos < this.packet.length;) {
					let e = this._list.readUInt8(this._pos++);
					if (!a.MQTT5_UNSUBACK_CODES[e]) return this._emitError(/* @__PURE__ */ Error("Invalid unsuback code"));
					this.packet.granted.push(e);
				}
			}
		}
		_parseConfirmation() {
			o("_parseConfirmation: packet.cmd: `%s`", this.packet.cmd);
			let e = this.packet;
			if (this._parseMessageId(), this.settings.protocolVersion === 5) {
				if (e.length > 2) {
					switch (e.reasonCode = this._parseByte(), this.packet.cmd) {
						case "puback":
						case "pubrec":
							if (!a.MQTT5_PUBACK_PUBREC_CODES[e.reasonCode]) return this._emitError(/* @__PURE__ */ Error("Invalid " + this.packet.cmd + " reason code"));
							break;
						case "pubrel":
						case "pubcomp": if (!a.MQTT5_PUBREL_PUBCOMP_CODES[e.reasonCode]) return this._emitError(/* @__PURE__ */ Error("Invalid " + this.packet.cmd + " reason code"));
					}
					o("_parseConfirmation: packet.reasonCode `%d`", e.reasonCode);
				} else e.reasonCode = 0;
				if (e.length > 3) {
					let t = this._parseProperties();
					Object.getOwnPropertyNames(t).length && (e.properties = t);
				}
			}
			return !0;
		}
		_parseDisconnect() {
			let e = this.packet;
			if (o("_parseDisconnect"), this.settings.protocolVersion === 5) {
				this._list.length > 0 ? (e.reasonCode = this._parseByte(), a.MQTT5_DISCONNECT_CODES[e.reasonCode] || this._emitError(/* @__PURE__ */ Error("Invalid disconnect reason code"))) : e.reasonCode = 0;
				let t = this._parseProperties();
				Object.getOwnPropertyNames(t).length && (e.properties = t);
			}
			return o("_parseDisconnect result: true"), !0;
		}
		_parseAuth() {
			o("_parseAuth");
			let e = this.packet;
			if (this.settings.protocolVersion !== 5) return this._emitError(/* @__PURE__ */ Error("Not supported auth packet for this version MQTT"));
			if (e.reasonCode = this._parseByte(), !a.MQTT5_AUTH_CODES[e.reasonCode]) return this._emitError(/* @__PURE__ */ Error("Invalid auth reason code"));
			let t = this._parseProperties();
			return Object.getOwnPropertyNames(t).length && (e.properties = t), o("_parseAuth: result: true"), !0;
		}
		_parseMessageId() {
			let e = this.packet;
			return e.messageId = this._parseNum(), e.messageId === null ? (this._emitError(/* @__PURE__ */ Error("Cannot parse messageId")), !1) : (o("_parseMessageId: packet.messageId %d", e.messageId), !0);
		}
		_parseString(e) {
			let t = this._parseNum(), n = t + this._pos;
			if (t === -1 || n > this._list.length || n > this.packet.length) return null;
			let r = this._list.toString("utf8", this._pos, n);
			return this._pos += t, o("_parseString: result: %s", r), r;
		}
		_parseStringPair() {
			return o("_parseStringPair"), {
				name: this._parseString(),
				value: this._parseString()
			};
		}
		_parseBuffer() {
			let e = this._parseNum(), t = e + this._pos;
			if (e === -1 || t > this._list.length || t > this.packet.length) return null;
			let n = this._list.slice(this._pos, t);
			return this._pos += e, o("_parseBuffer: result: %o", n), n;
		}
		_parseNum() {
			if (this._list.length - this._pos < 2) return -1;
			let e = this._list.readUInt16BE(this._pos);
			return this._pos += 2, o("_parseNum: result: %s", e), e;
		}
		_parse4ByteNum() {
			if (this._list.length - this._pos < 4) return -1;
			let e = this._list.readUInt32BE(this._pos);
			return this._pos += 4, o("_parse4ByteNum: result: %s", e), e;
		}
		_parseVarByteNum(e) {
			o("_parseVarByteNum");
			let t = 0, n = 1, r = 0, i = !1, s, c = this._pos ? this._pos : 0;
			for (; t < 4 && c + t < this._list.length;) {
				if (s = this._list.readUInt8(c + t++), r += n * (s & a.VARBYTEINT_MASK), n *= 128, (s & a.VARBYTEINT_FIN_MASK) === 0) {
					i = !0;
					break;
				}
				if (this._list.length <= t) break;
			}
			return !i && t === 4 && this._list.length >= t && this._emitError(/* @__PURE__ */ Error("Invalid variable byte integer")), c && (this._pos += t), i = i ? e ? {
				bytes: t,
				value: r
			} : r : !1, o("_parseVarByteNum: result: %o", i), i;
		}
		_parseByte() {
			let e;
			return this._pos < this._list.length && (e = this._list.readUInt8(this._pos), this._pos++), o("_parseByte: result: %o", e), e;
		}
		_parseByType(e) {
			switch (o("_parseByType: type: %s", e), e) {
				case "byte": return this._parseByte() !== 0;
				case "int8": return this._parseByte();
				case "int16": return this._parseNum();
				case "int32": return this._parse4ByteNum();
				case "var": return this._parseVarByteNum();
				case "string": return this._parseString();
				case "pair": return this._parseStringPair();
				case "binary": return this._parseBuffer();
			}
		}
		_parseProperties() {
			o("_parseProperties");
			let e = this._parseVarByteNum(), t = this._pos + e, n = {};
			for (; this._pos < t;) {
				let e = this._parseByte();
				if (!e) return this._emitError(/* @__PURE__ */ Error("Cannot parse property code type")), !1;
				let t = a.propertiesCodes[e];
				if (!t) return this._emitError(/* @__PURE__ */ Error("Unknown property")), !1;
				if (t === "userProperties") {
					n[t] || (n[t] = Object.create(null));
					let e = this._parseByType(a.propertiesTypes[t]);
					if (n[t][e.name]) {
						if (Array.isArray(n[t][e.name])) n[t][e.name].push(e.value);
						else {
							let r = n[t][e.name];
							n[t][e.name] = [r], n[t][e.name].push(e.value);
						}
					} else n[t][e.name] = e.value;
				} else n[t] ? (Array.isArray(n[t]) || (n[t] = [n[t]]), n[t].push(this._parseByType(a.propertiesTypes[t]))) : n[t] = this._parseByType(a.propertiesTypes[t]);
			}
			return n;
		}
		_newPacket() {
			return o("_newPacket"), this.packet && (this._list.consume(this.packet.length), o("_newPacket: parser emit packet: packet.cmd: %s, packet.payload: %s, packet.length: %d", this.packet.cmd, this.packet.payload, this.packet.length), this.emit("packet", this.packet)), o("_newPacket: new packet"), this.packet = new i(), this._pos = 0, !0;
		}
		_emitError(e) {
			o("_emitError", e), this.error = e, this.emit("error", e);
		}
	};
}), gn = m((e, t) => {
	v(), J(), q();
	var { Buffer: n } = (vt(), _(pt)), r = 65536, i = {}, a = n.isBuffer(n.from([1, 2]).subarray(0, 1));
	function o(e) {
		let t = n.allocUnsafe(2);
		return t.writeUInt8(e >> 8, 0), t.writeUInt8(e & 255, 1), t;
	}
	function s() {
		for (let e = 0; e < r; e++) i[e] = o(e);
	}
	function c(e) {
		let t = 0, r = 0, i = n.allocUnsafe(4);
		do
			t = e % 128 | 0, e = e / 128 | 0, e > 0 && (t |= 128), i.writeUInt8(t, r++);
		while (e > 0 && r < 4);
		return e > 0 && (r = 0), a ? i.subarray(0, r) : i.slice(0, r);
	}
	function l(e) {
		let t = n.allocUnsafe(4);
		return t.writeUInt32BE(e, 0), t;
	}
	t.exports = {
		cache: i,
		generateCache: s,
		generateNumber: o,
		genBufVariableByteInt: c,
		generate4ByteBuffer: l
	};
}), _n = m((e, t) => {
	v(), J(), q(), t.exports = typeof y > "u" || !y.version || y.version.indexOf("v0.") === 0 || y.version.indexOf("v1.") === 0 && y.version.indexOf("v1.8.") !== 0 ? { nextTick: n } : y;
	function n(e, t, n, r) {
		if (typeof e != "function") throw TypeError("\"callback\" argument must be a function");
		var i = arguments.length, a, o;
		switch (i) {
			case 0:
			case 1: return y.nextTick(e);
			case 2: return y.nextTick(function() {
				e.call(null, t);
			});
			case 3: return y.nextTick(function() {
				e.call(null, t, n);
			});
			case 4: return y.nextTick(function() {
				e.call(null, t, n, r);
			});
			default:
				for (a = Array(i - 1), o = 0; o < a.length;) a[o++] = arguments[o];
				return y.nextTick(function() {
					e.apply(null, a);
				});
		}
	}
}), vn = m((e, t) => {
	v(), J(), q();
	var n = dn(), { Buffer: r } = (vt(), _(pt)), i = r.allocUnsafe(0), a = r.from([0]), o = gn(), s = _n().nextTick, c = mn()("mqtt-packet:writeToStream"), l = o.cache, u = o.generateNumber, d = o.generateCache, f = o.genBufVariableByteInt, p = o.generate4ByteBuffer, m = F, h = !0;
	function g(e, t, n) {
		switch (c("generate called"), t.cork && (t.cork(), s(y, t)), h && (h = !1, d()), c("generate: packet.cmd: %s", e.cmd), e.cmd) {
			case "connect": return b(e, t, n);
			case "connack": return x(e, t, n);
			case "publish": return S(e, t, n);
			case "puback":
			case "pubrec":
			case "pubrel":
			case "pubcomp": return C(e, t, n);
			case "subscribe": return w(e, t, n);
			case "suback": return T(e, t, n);
			case "unsubscribe": return E(e, t, n);
			case "unsuback": return D(e, t, n);
			case "pingreq":
			case "pingresp": return O(e, t, n);
			case "disconnect": return k(e, t, n);
			case "auth": return A(e, t, n);
			default: return t.destroy(/* @__PURE__ */ Error("Unknown command")), !1;
		}
	}
	Object.defineProperty(g, "cacheNumbers", {
		get() {
			return m === F;
		},
		set(e) {
			e ? (l && Object.keys(l).length !== 0 || (h = !0), m = F) : (h = !1, m = I);
		}
	});
	function y(e) {
		e.uncork();
	}
	function b(e, t, i) {
		let a = e || {}, o = a.protocolId || "MQTT", s = a.protocolVersion || 4, c = a.will, l = a.clean, u = a.keepalive || 0, d = a.clientId || "", f = a.username, p = a.password, h = a.properties;
		l === void 0 && (l = !0);
		let g = 0;
		if (!o || typeof o != "string" && !r.isBuffer(o)) return t.destroy(/* @__PURE__ */ Error("Invalid protocolId")), !1;
		if (g += o.length + 2, s !== 3 && s !== 4 && s !== 5) return t.destroy(/* @__PURE__ */ Error("Invalid protocol version")), !1;
		if (g += 1, (typeof d == "string" || r.isBuffer(d)) && (d || s >= 4) && (d || l)) g += r.byteLength(d) + 2;
		else {
			if (s < 4) return t.destroy(/* @__PURE__ */ Error("clientId must be supplied before 3.1.1")), !1;
			if (l * 1 == 0) return t.destroy(/* @__PURE__ */ Error("clientId must be given if cleanSession set to 0")), !1;
		}
		if (typeof u != "number" || u < 0 || u > 65535 || u % 1 != 0) return t.destroy(/* @__PURE__ */ Error("Invalid keepalive")), !1;
		g += 2, g += 1;
		let _, v;
		if (s === 5) {
			if (_ = z(t, h), !_) return !1;
			g += _.length;
		}
		if (c) {
			if (typeof c != "object") return t.destroy(/* @__PURE__ */ Error("Invalid will")), !1;
			if (!c.topic || typeof c.topic != "string") return t.destroy(/* @__PURE__ */ Error("Invalid will topic")), !1;
			if (g += r.byteLength(c.topic) + 2, g += 2, c.payload) {
				if (c.payload.length >= 0) typeof c.payload == "string" ? g += r.byteLength(c.payload) : g += c.payload.length;
				else return t.destroy(/* @__PURE__ */ Error("Invalid will payload")), !1;
			}
			if (v = {}, s === 5) {
				if (v = z(t, c.properties), !v) return !1;
				g += v.length;
			}
		}
		let y = !1;
		if (f != null) {
			if (W(f)) y = !0, g += r.byteLength(f) + 2;
			else return t.destroy(/* @__PURE__ */ Error("Invalid username")), !1;
		}
		if (p != null) {
			if (!y) return t.destroy(/* @__PURE__ */ Error("Username is required to use password")), !1;
			if (W(p)) g += U(p) + 2;
			else return t.destroy(/* @__PURE__ */ Error("Invalid password")), !1;
		}
		t.write(n.CONNECT_HEADER), M(t, g), R(t, o), a.bridgeMode && (s += 128), t.write(s === 131 ? n.VERSION131 : s === 132 ? n.VERSION132 : s === 4 ? n.VERSION4 : s === 5 ? n.VERSION5 : n.VERSION3);
		let b = 0;
		return b |= f == null ? 0 : n.USERNAME_MASK, b |= p == null ? 0 : n.PASSWORD_MASK, b |= c && c.retain ? n.WILL_RETAIN_MASK : 0, b |= c && c.qos ? c.qos << n.WILL_QOS_SHIFT : 0, b |= c ? n.WILL_FLAG_MASK : 0, b |= l ? n.CLEAN_SESSION_MASK : 0, t.write(r.from([b])), m(t, u), s === 5 && _.write(), R(t, d), c && (s === 5 && v.write(), N(t, c.topic), R(t, c.payload)), f != null && R(t, f), p != null && R(t, p), !0;
	}
	function x(e, t, i) {
		let o = i ? i.protocolVersion : 4, s = e || {}, c = o === 5 ? s.reasonCode : s.returnCode, l = s.properties, u = 2;
		if (typeof c != "number") return t.destroy(/* @__PURE__ */ Error("Invalid return code")), !1;
		let d = null;
		if (o === 5) {
			if (d = z(t, l), !d) return !1;
			u += d.length;
		}
		return t.write(n.CONNACK_HEADER), M(t, u), t.write(s.sessionPresent ? n.SESSIONPRESENT_HEADER : a), t.write(r.from([c])), d?.write(), !0;
	}
	function S(e, t, a) {
		c("publish: packet: %o", e);
		let o = a ? a.protocolVersion : 4, s = e || {}, l = s.qos || 0, u = s.retain ? n.RETAIN_MASK : 0, d = s.topic, f = s.payload || i, p = s.messageId, h = s.properties, g = 0;
		if (typeof d == "string") g += r.byteLength(d) + 2;
		else if (r.isBuffer(d)) g += d.length + 2;
		else return t.destroy(/* @__PURE__ */ Error("Invalid topic")), !1;
		if (r.isBuffer(f) ? g += f.length : g += r.byteLength(f), l && typeof p != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		l && (g += 2);
		let _ = null;
		if (o === 5) {
			if (_ = z(t, h), !_) return !1;
			g += _.length;
		}
		return t.write(n.PUBLISH_HEADER[l][+!!s.dup][+!!u]), M(t, g), m(t, U(d)), t.write(d), l > 0 && m(t, p), _?.write(), c("publish: payload: %o", f), t.write(f);
	}
	function C(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.cmd || "puback", c = o.messageId, l = o.dup && s === "pubrel" ? n.DUP_MASK : 0, u = 0, d = o.reasonCode, f = o.properties, p = a === 5 ? 3 : 2;
		if (s === "pubrel" && (u = 1), typeof c != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		let h = null;
		if (a === 5 && typeof f == "object") {
			if (h = B(t, f, i, p), !h) return !1;
			p += h.length;
		}
		return t.write(n.ACKS[s][u][l][0]), p === 3 && (p += d === 0 ? -1 : 1), M(t, p), m(t, c), a === 5 && p !== 2 && t.write(r.from([d])), h === null ? p === 4 && t.write(r.from([0])) : h.write(), !0;
	}
	function w(e, t, i) {
		c("subscribe: packet: ");
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.dup ? n.DUP_MASK : 0, l = o.messageId, u = o.subscriptions, d = o.properties, f = 0;
		if (typeof l != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		f += 2;
		let p = null;
		if (a === 5) {
			if (p = z(t, d), !p) return !1;
			f += p.length;
		}
		if (typeof u == "object" && u.length) for (let e = 0; e < u.length; e += 1) {
			let n = u[e].topic, i = u[e].qos;
			if (typeof n != "string") return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions - invalid topic")), !1;
			if (typeof i != "number") return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions - invalid qos")), !1;
			if (a === 5) {
				if (typeof (u[e].nl || !1) != "boolean") return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions - invalid No Local")), !1;
				if (typeof (u[e].rap || !1) != "boolean") return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions - invalid Retain as Published")), !1;
				let n = u[e].rh || 0;
				if (typeof n != "number" || n > 2) return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions - invalid Retain Handling")), !1;
			}
			f += r.byteLength(n) + 2 + 1;
		}
		else return t.destroy(/* @__PURE__ */ Error("Invalid subscriptions")), !1;
		c("subscribe: writing to stream: %o", n.SUBSCRIBE_HEADER), t.write(n.SUBSCRIBE_HEADER[1][+!!s][0]), M(t, f), m(t, l), p !== null && p.write();
		let h = !0;
		for (let e of u) {
			let i = e.topic, o = e.qos, s = +e.nl, c = +e.rap, l = e.rh, u;
			N(t, i), u = n.SUBSCRIBE_OPTIONS_QOS[o], a === 5 && (u |= s ? n.SUBSCRIBE_OPTIONS_NL : 0, u |= c ? n.SUBSCRIBE_OPTIONS_RAP : 0, u |= l ? n.SUBSCRIBE_OPTIONS_RH[l] : 0), h = t.write(r.from([u]));
		}
		return h;
	}
	function T(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.messageId, c = o.granted, l = o.properties, u = 0;
		if (typeof s != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		if (u += 2, typeof c == "object" && c.length) for (let e = 0; e < c.length; e += 1) {
			if (typeof c[e] != "number") return t.destroy(/* @__PURE__ */ Error("Invalid qos vector")), !1;
			u += 1;
		}
		else return t.destroy(/* @__PURE__ */ Error("Invalid qos vector")), !1;
		let d = null;
		if (a === 5) {
			if (d = B(t, l, i, u), !d) return !1;
			u += d.length;
		}
		return t.write(n.SUBACK_HEADER), M(t, u), m(t, s), d !== null && d.write(), t.write(r.from(c));
	}
	function E(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.messageId, c = o.dup ? n.DUP_MASK : 0, l = o.unsubscriptions, u = o.properties, d = 0;
		if (typeof s != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		if (d += 2, typeof l == "object" && l.length) for (let e = 0; e < l.length; e += 1) {
			if (typeof l[e] != "string") return t.destroy(/* @__PURE__ */ Error("Invalid unsubscriptions")), !1;
			d += r.byteLength(l[e]) + 2;
		}
		else return t.destroy(/* @__PURE__ */ Error("Invalid unsubscriptions")), !1;
		let f = null;
		if (a === 5) {
			if (f = z(t, u), !f) return !1;
			d += f.length;
		}
		t.write(n.UNSUBSCRIBE_HEADER[1][+!!c][0]), M(t, d), m(t, s), f !== null && f.write();
		let p = !0;
		for (let e = 0; e < l.length; e++) p = N(t, l[e]);
		return p;
	}
	function D(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.messageId, c = o.dup ? n.DUP_MASK : 0, l = o.granted, u = o.properties, d = o.cmd, f = 2;
		if (typeof s != "number") return t.destroy(/* @__PURE__ */ Error("Invalid messageId")), !1;
		if (a === 5) {
			if (typeof l == "object" && l.length) for (let e = 0; e < l.length; e += 1) {
				if (typeof l[e] != "number") return t.destroy(/* @__PURE__ */ Error("Invalid qos vector")), !1;
				f += 1;
			}
			else return t.destroy(/* @__PURE__ */ Error("Invalid qos vector")), !1;
		}
		let p = null;
		if (a === 5) {
			if (p = B(t, u, i, f), !p) return !1;
			f += p.length;
		}
		return t.write(n.ACKS[d][0][c][0]), M(t, f), m(t, s), p !== null && p.write(), a === 5 && t.write(r.from(l)), !0;
	}
	function O(e, t, r) {
		return t.write(n.EMPTY[e.cmd]);
	}
	function k(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.reasonCode, c = o.properties, l = +(a === 5), u = null;
		if (a === 5) {
			if (u = B(t, c, i, l), !u) return !1;
			l += u.length;
		}
		return t.write(r.from([n.codes.disconnect << 4])), M(t, l), a === 5 && t.write(r.from([s])), u !== null && u.write(), !0;
	}
	function A(e, t, i) {
		let a = i ? i.protocolVersion : 4, o = e || {}, s = o.reasonCode, c = o.properties, l = +(a === 5);
		a !== 5 && t.destroy(/* @__PURE__ */ Error("Invalid mqtt version for auth packet"));
		let u = B(t, c, i, l);
		return u ? (l += u.length, t.write(r.from([n.codes.auth << 4])), M(t, l), t.write(r.from([s])), u !== null && u.write(), !0) : !1;
	}
	var j = {};
	function M(e, t) {
		if (t > n.VARBYTEINT_MAX) return e.destroy(/* @__PURE__ */ Error(`Invalid variable byte integer: ${t}`)), !1;
		let r = j[t];
		return r || (r = f(t), t < 16384 && (j[t] = r)), c("writeVarByteInt: writing to stream: %o", r), e.write(r);
	}
	function N(e, t) {
		let n = r.byteLength(t);
		return m(e, n), c("writeString: %s", t), e.write(t, "utf8");
	}
	function P(e, t, n) {
		N(e, t), N(e, n);
	}
	function F(e, t) {
		return c("writeNumberCached: number: %d", t), c("writeNumberCached: %o", l[t]), e.write(l[t]);
	}
	function I(e, t) {
		let n = u(t);
		return c("writeNumberGenerated: %o", n), e.write(n);
	}
	function L(e, t) {
		let n = p(t);
		return c("write4ByteNumber: %o", n), e.write(n);
	}
	function R(e, t) {
		typeof t == "string" ? N(e, t) : t ? (m(e, t.length), e.write(t)) : m(e, 0);
	}
	function z(e, t) {
		if (typeof t != "object" || t.length != null) return {
			length: 1,
			write() {
				H(e, {}, 0);
			}
		};
		let i = 0;
		function a(t, i) {
			let a = n.propertiesTypes[t], o = 0;
			switch (a) {
				case "byte":
					if (typeof i != "boolean") return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 2;
					break;
				case "int8":
					if (typeof i != "number" || i < 0 || i > 255) return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 2;
					break;
				case "binary":
					if (i && i === null) return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 1 + r.byteLength(i) + 2;
					break;
				case "int16":
					if (typeof i != "number" || i < 0 || i > 65535) return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 3;
					break;
				case "int32":
					if (typeof i != "number" || i < 0 || i > 4294967295) return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 5;
					break;
				case "var":
					if (typeof i != "number" || i < 0 || i > 268435455) return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 1 + r.byteLength(f(i));
					break;
				case "string":
					if (typeof i != "string") return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += 3 + r.byteLength(i.toString());
					break;
				case "pair":
					if (typeof i != "object") return e.destroy(/* @__PURE__ */ Error(`Invalid ${t}: ${i}`)), !1;
					o += Object.getOwnPropertyNames(i).reduce((e, t) => {
						let n = i[t];
						return e += Array.isArray(n) ? n.reduce((e, n) => (e += 3 + r.byteLength(t.toString()) + 2 + r.byteLength(n.toString()), e), 0) : 3 + r.byteLength(t.toString()) + 2 + r.byteLength(i[t].toString()), e;
					}, 0);
					break;
				default: return e.destroy(/* @__PURE__ */ Error(`Invalid property ${t}: ${i}`)), !1;
			}
			return o;
		}
		if (t) for (let e in t) {
			let n = 0, r = 0, o = t[e];
			if (o !== void 0) {
				if (Array.isArray(o)) for (let t = 0; t < o.length; t++) {
					if (r = a(e, o[t]), !r) return !1;
					n += r;
				}
				else {
					if (r = a(e, o), !r) return !1;
					n = r;
				}
				if (!n) return !1;
				i += n;
			}
		}
		return {
			length: r.byteLength(f(i)) + i,
			write() {
				H(e, t, i);
			}
		};
	}
	function B(e, t, n, r) {
		let i = ["reasonString", "userProperties"], a = n && n.properties && n.properties.maximumPacketSize ? n.properties.maximumPacketSize : 0, o = z(e, t);
		if (a) for (; r + o.length > a;) {
			let n = i.shift();
			if (n && t[n]) delete t[n], o = z(e, t);
			else return !1;
		}
		return o;
	}
	function V(e, t, i) {
		switch (n.propertiesTypes[t]) {
			case "byte":
				e.write(r.from([n.properties[t]])), e.write(r.from([+i]));
				break;
			case "int8":
				e.write(r.from([n.properties[t]])), e.write(r.from([i]));
				break;
			case "binary":
				e.write(r.from([n.properties[t]])), R(e, i);
				break;
			case "int16":
				e.write(r.from([n.properties[t]])), m(e, i);
				break;
			case "int32":
				e.write(r.from([n.properties[t]])), L(e, i);
				break;
			case "var":
				e.write(r.from([n.properties[t]])), M(e, i);
				break;
			case "string":
				e.write(r.from([n.properties[t]])), N(e, i);
				break;
			case "pair":
				Object.getOwnPropertyNames(i).forEach((a) => {
					let o = i[a];
					Array.isArray(o) ? o.forEach((i) => {
						e.write(r.from([n.properties[t]])), P(e, a.toString(), i.toString());
					}) : (e.write(r.from([n.properties[t]])), P(e, a.toString(), o.toString()));
				});
				break;
			default: return e.destroy(/* @__PURE__ */ Error(`Invalid property ${t} value: ${i}`)), !1;
		}
	}
	function H(e, t, n) {
		M(e, n);
		for (let n in t) if (Object.prototype.hasOwnProperty.call(t, n) && t[n] != null) {
			let r = t[n];
			if (Array.isArray(r)) for (let t = 0; t < r.length; t++) V(e, n, r[t]);
			else V(e, n, r);
		}
	}
	function U(e) {
		return e ? e instanceof r ? e.length : r.byteLength(e) : 0;
	}
	function W(e) {
		return typeof e == "string" || e instanceof r;
	}
	t.exports = g;
}), yn = m((e, t) => {
	v(), J(), q();
	var n = vn(), { EventEmitter: r } = (Pt(), _(Ct)), { Buffer: i } = (vt(), _(pt));
	function a(e, t) {
		let r = new o();
		return n(e, r, t), r.concat();
	}
	var o = class extends r {
		constructor() {
			super(), this._array = Array(20), this._i = 0;
		}
		write(e) {
			return this._array[this._i++] = e, !0;
		}
		concat() {
			let e = 0, t = Array(this._array.length), n = this._array, r = 0, a = 0;
			for (; a < n.length && n[a] !== void 0; a++) typeof n[a] == "string" ? t[a] = i.byteLength(n[a]) : t[a] = n[a].length, e += t[a];
			let o = i.allocUnsafe(e);
			for (a = 0; a < n.length && n[a] !== void 0; a++) typeof n[a] == "string" ? (o.write(n[a], r), r += t[a]) : (n[a].copy(o, r), r += t[a]);
			return o;
		}
		destroy(e) {
			e && this.emit("error", e);
		}
	};
	t.exports = a;
}), bn = m((e) => {
	v(), J(), q(), e.parser = hn().parser, e.generate = yn(), e.writeToStream = vn();
}), xn = m((e, t) => {
	v(), J(), q(), t.exports = r;
	function n(e) {
		return e instanceof ht ? ht.from(e) : new e.constructor(e.buffer.slice(), e.byteOffset, e.length);
	}
	function r(e) {
		if (e ||= {}, e.circles) return i(e);
		let t = /* @__PURE__ */ new Map();
		if (t.set(Date, (e) => new Date(e)), t.set(Map, (e, t) => new Map(a(Array.from(e), t))), t.set(Set, (e, t) => new Set(a(Array.from(e), t))), e.constructorHandlers) for (let n of e.constructorHandlers) t.set(n[0], n[1]);
		let r = null;
		return e.proto ? s : o;
		function a(e, i) {
			let a = Object.keys(e), o = Array(a.length);
			for (let s = 0; s < a.length; s++) {
				let c = a[s], l = e[c];
				o[c] = typeof l != "object" || !l ? l : l.constructor !== Object && (r = t.get(l.constructor)) ? r(l, i) : ArrayBuffer.isView(l) ? n(l) : i(l);
			}
			return o;
		}
		function o(e) {
			if (typeof e != "object" || !e) return e;
			if (Array.isArray(e)) return a(e, o);
			if (e.constructor !== Object && (r = t.get(e.constructor))) return r(e, o);
			let i = {};
			for (let a in e) {
				if (Object.hasOwnProperty.call(e, a) === !1) continue;
				let s = e[a];
				i[a] = typeof s != "object" || !s ? s : s.constructor !== Object && (r = t.get(s.constructor)) ? r(s, o) : ArrayBuffer.isView(s) ? n(s) : o(s);
			}
			return i;
		}
		function s(e) {
			if (typeof e != "object" || !e) return e;
			if (Array.isArray(e)) return a(e, s);
			if (e.constructor !== Object && (r = t.get(e.constructor))) return r(e, s);
			let i = {};
			for (let a in e) {
				let o = e[a];
				i[a] = typeof o != "object" || !o ? o : o.constructor !== Object && (r = t.get(o.constructor)) ? r(o, s) : ArrayBuffer.isView(o) ? n(o) : s(o);
			}
			return i;
		}
	}
	function i(e) {
		let t = [], r = [], i = /* @__PURE__ */ new Map();
		if (i.set(Date, (e) => new Date(e)), i.set(Map, (e, t) => new Map(o(Array.from(e), t))), i.set(Set, (e, t) => new Set(o(Array.from(e), t))), e.constructorHandlers) for (let t of e.constructorHandlers) i.set(t[0], t[1]);
		let a = null;
		return e.proto ? c : s;
		function o(e, o) {
			let s = Object.keys(e), c = Array(s.length);
			for (let l = 0; l < s.length; l++) {
				let u = s[l], d = e[u];
				if (typeof d != "object" || !d) c[u] = d;
				else if (d.constructor !== Object && (a = i.get(d.constructor))) c[u] = a(d, o);
				else if (ArrayBuffer.isView(d)) c[u] = n(d);
				else {
					let e = t.indexOf(d);
					c[u] = e === -1 ? o(d) : r[e];
				}
			}
			return c;
		}
		function s(e) {
			if (typeof e != "object" || !e) return e;
			if (Array.isArray(e)) return o(e, s);
			if (e.constructor !== Object && (a = i.get(e.constructor))) return a(e, s);
			let c = {};
			t.push(e), r.push(c);
			for (let o in e) {
				if (Object.hasOwnProperty.call(e, o) === !1) continue;
				let l = e[o];
				if (typeof l != "object" || !l) c[o] = l;
				else if (l.constructor !== Object && (a = i.get(l.constructor))) c[o] = a(l, s);
				else if (ArrayBuffer.isView(l)) c[o] = n(l);
				else {
					let e = t.indexOf(l);
					c[o] = e === -1 ? s(l) : r[e];
				}
			}
			return t.pop(), r.pop(), c;
		}
		function c(e) {
			if (typeof e != "object" || !e) return e;
			if (Array.isArray(e)) return o(e, c);
			if (e.constructor !== Object && (a = i.get(e.constructor))) return a(e, c);
			let s = {};
			t.push(e), r.push(s);
			for (let o in e) {
				let l = e[o];
				if (typeof l != "object" || !l) s[o] = l;
				else if (l.constructor !== Object && (a = i.get(l.constructor))) s[o] = a(l, c);
				else if (ArrayBuffer.isView(l)) s[o] = n(l);
				else {
					let e = t.indexOf(l);
					s[o] = e === -1 ? c(l) : r[e];
				}
			}
			return t.pop(), r.pop(), s;
		}
	}
}), Sn = m((e, t) => {
	v(), J(), q(), t.exports = xn()();
}), Cn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.validateTopic = t, e.validateTopics = n;
	function t(e) {
		let t = e.split("/");
		for (let e = 0; e < t.length; e++) if (t[e] !== "+") {
			if (t[e] === "#") return e === t.length - 1;
			if (t[e].indexOf("+") !== -1 || t[e].indexOf("#") !== -1) return !1;
		}
		return !0;
	}
	function n(e) {
		if (e.length === 0) return "empty_topic_list";
		for (let n = 0; n < e.length; n++) if (!t(e[n])) return e[n];
		return null;
	}
}), wn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = on(), n = { objectMode: !0 }, r = { clean: !0 };
	e.default = class {
		options;
		_inflights;
		constructor(e) {
			this.options = e || {}, this.options = {
				...r,
				...e
			}, this._inflights = /* @__PURE__ */ new Map();
		}
		put(e, t) {
			return this._inflights.set(e.messageId, e), t && t(), this;
		}
		createStream() {
			let e = new t.Readable(n), r = [], i = !1, a = 0;
			return this._inflights.forEach((e, t) => {
				r.push(e);
			}), e._read = () => {
				!i && a < r.length ? e.push(r[a++]) : e.push(null);
			}, e.destroy = (t) => {
				if (!i) return i = !0, setTimeout(() => {
					e.emit("close");
				}, 0), e;
			}, e;
		}
		del(e, t) {
			let n = this._inflights.get(e.messageId);
			return n ? (this._inflights.delete(e.messageId), t(null, n)) : t && t(/* @__PURE__ */ Error("missing packet")), this;
		}
		get(e, t) {
			let n = this._inflights.get(e.messageId);
			return n ? t(null, n) : t && t(/* @__PURE__ */ Error("missing packet")), this;
		}
		close(e) {
			this.options.clean && (this._inflights = null), e && e();
		}
	};
}), Tn = m((e, t) => {
	t.exports = { version: "5.16.0" };
}), En = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.MQTTJS_VERSION = e.nextTick = e.ErrorWithSubackPacket = e.ErrorWithReasonCode = void 0, e.applyMixin = t, e.ErrorWithReasonCode = class e extends Error {
		code;
		constructor(t, n) {
			super(t), this.code = n, Object.setPrototypeOf(this, e.prototype), Object.getPrototypeOf(this).name = "ErrorWithReasonCode";
		}
	}, e.ErrorWithSubackPacket = class e extends Error {
		packet;
		constructor(t, n) {
			super(t), this.packet = n, Object.setPrototypeOf(this, e.prototype), Object.getPrototypeOf(this).name = "ErrorWithSubackPacket";
		}
	};
	function t(e, t, n = !1) {
		let r = [t];
		for (;;) {
			let e = r[0], t = Object.getPrototypeOf(e);
			if (t?.prototype) r.unshift(t);
			else break;
		}
		for (let t of r) for (let r of Object.getOwnPropertyNames(t.prototype)) (n || r !== "constructor") && Object.defineProperty(e.prototype, r, Object.getOwnPropertyDescriptor(t.prototype, r) ?? Object.create(null));
	}
	e.nextTick = typeof y?.nextTick == "function" ? y.nextTick : (e) => {
		setTimeout(e, 0);
	}, e.MQTTJS_VERSION = Tn().version;
}), Dn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = En(), n = [
		0,
		16,
		128,
		131,
		135,
		144,
		145,
		151,
		153
	], r = 148, i = 130, a = (e, n, i, a, o = r) => {
		a?.discardParsedPackets(), (!a || a.isCurrent()) && e._cleanUp(!0), i(), e.emit("error", new t.ErrorWithReasonCode(n, o));
	}, o = (e, t, n) => {
		n(), e.emit("error", t);
	};
	e.default = (e, t, r, s) => {
		e.log("handlePublish: packet %o", t), r = typeof r < "u" ? r : e.noop;
		let c = t.topic.toString(), l = t.payload, { qos: u } = t, { messageId: d } = t, { options: f } = e;
		if (e.options.protocolVersion === 5) {
			let n;
			if (t.properties && (n = t.properties.topicAlias), typeof n < "u") {
				let t = e.topicAliasRecv;
				if (!t) {
					e.log("handlePublish :: received unexpected topic alias. alias: %d", n), a(e, "Received a PUBLISH Topic Alias but no Topic Alias Maximum was advertised", r, s);
					return;
				}
				if (c.length === 0) {
					if (n > 0 && n <= 65535) {
						let o = t.getTopicByAlias(n);
						if (o) c = o, e.log("handlePublish :: topic complemented by alias. topic: %s - alias: %d", c, n);
						else {
							e.log("handlePublish :: unregistered topic alias. alias: %d", n), a(e, "Received unregistered Topic Alias", r, s, i);
							return;
						}
					} else {
						e.log("handlePublish :: topic alias out of range. alias: %d", n), a(e, `Received Topic Alias ${n} is outside the valid range 1-65535`, r, s);
						return;
					}
				} else if (t.put(c, n)) e.log("handlePublish :: registered topic: %s - alias: %d", c, n);
				else {
					e.log("handlePublish :: topic alias outside the advertised maximum. alias: %d - max: %d", n, t.max), a(e, `Received Topic Alias ${n} is outside the advertised Topic Alias Maximum range 1-${t.max}`, r, s);
					return;
				}
			}
		}
		switch (e.log("handlePublish: qos %d", u), u) {
			case 2:
				f.customHandleAcks(c, l, t, (i, a) => {
					if (typeof i == "number" && (a = i, i = null), i) return o(e, i, r);
					if (n.indexOf(a) === -1) return o(e, /* @__PURE__ */ Error("Wrong reason code for pubrec"), r);
					if (a) e._sendPacket({
						cmd: "pubrec",
						messageId: d,
						reasonCode: a
					}, r);
					else {
						if (!e._trackIncomingQoS2Publish(d, r, s)) return;
						e.incomingStore.put(t, () => {
							e._sendPacket({
								cmd: "pubrec",
								messageId: d
							}, r);
						});
					}
				});
				break;
			case 1:
				f.customHandleAcks(c, l, t, (i, a) => {
					if (typeof i == "number" && (a = i, i = null), i) return o(e, i, r);
					if (n.indexOf(a) === -1) return o(e, /* @__PURE__ */ Error("Wrong reason code for puback"), r);
					a || e.emit("message", c, l, t), e.handleMessage(t, (t) => {
						if (t) return r && r(t);
						e._sendPacket({
							cmd: "puback",
							messageId: d,
							reasonCode: a
						}, r);
					});
				});
				break;
			case 0:
				e.emit("message", c, l, t), e.handleMessage(t, r);
				break;
			default: e.log("handlePublish: unknown QoS. Doing nothing.");
		}
	};
}), On = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = En(), n = 130, r = (e, t, n) => {
		e.log("handleAuth :: %s", t.message), n?.discardParsedPackets(), (!n || n.isCurrent()) && e._cleanUp(!0), e.emit("error", t);
	};
	e.default = (e, i, a) => {
		let { options: o } = e, s = o.protocolVersion, c = s === 5 ? i.reasonCode : i.returnCode;
		if (s !== 5) {
			r(e, new t.ErrorWithReasonCode(`Protocol error: Auth packets are only supported in MQTT 5. Your version:${s}`, n), a);
			return;
		}
		let l = e._authenticationMethod;
		l ? i.properties?.authenticationMethod === l ? e.handleAuth(i, (i, o) => {
			if (i) r(e, i, a);
			else if (c === 0) e.log("handleAuth :: authentication exchange completed successfully");
			else if (c === 24) {
				if (!o) {
					r(e, new t.ErrorWithReasonCode("Protocol error: No auth packet to continue the authentication exchange", n), a);
					return;
				}
				e.reconnecting = !1, e._sendPacket(o);
			} else r(e, new t.ErrorWithReasonCode(`Protocol error: Auth packet reason code ${c} is not one a broker may send`, n), a);
		}) : r(e, new t.ErrorWithReasonCode(`Protocol error: Auth packet Authentication Method does not match the "${l}" sent in CONNECT`, n), a) : r(e, new t.ErrorWithReasonCode("Protocol error: Auth packet received but enhanced authentication was not requested", n), a);
	};
}), kn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.ReasonCodes = void 0;
	var t = En();
	e.ReasonCodes = {
		0: "",
		1: "Unacceptable protocol version",
		2: "Identifier rejected",
		3: "Server unavailable",
		4: "Bad username or password",
		5: "Not authorized",
		16: "No matching subscribers",
		17: "No subscription existed",
		128: "Unspecified error",
		129: "Malformed Packet",
		130: "Protocol Error",
		131: "Implementation specific error",
		132: "Unsupported Protocol Version",
		133: "Client Identifier not valid",
		134: "Bad User Name or Password",
		135: "Not authorized",
		136: "Server unavailable",
		137: "Server busy",
		138: "Banned",
		139: "Server shutting down",
		140: "Bad authentication method",
		141: "Keep Alive timeout",
		142: "Session taken over",
		143: "Topic Filter invalid",
		144: "Topic Name invalid",
		145: "Packet identifier in use",
		146: "Packet Identifier not found",
		147: "Receive Maximum exceeded",
		148: "Topic Alias invalid",
		149: "Packet too large",
		150: "Message rate too high",
		151: "Quota exceeded",
		152: "Administrative action",
		153: "Payload format invalid",
		154: "Retain not supported",
		155: "QoS not supported",
		156: "Use another server",
		157: "Server moved",
		158: "Shared Subscriptions not supported",
		159: "Connection rate exceeded",
		160: "Maximum connect time",
		161: "Subscription Identifiers not supported",
		162: "Wildcard Subscriptions not supported"
	};
	var n = {
		publish: [
			"puback",
			"pubrec",
			"pubcomp"
		],
		pubrel: ["pubcomp"],
		subscribe: ["suback"],
		unsubscribe: ["unsuback"]
	};
	e.default = (r, i) => {
		let { messageId: a } = i, o = i.cmd, s = null, c = r.outgoing[a], l = c ? c.cb : null, u = null;
		if (!l) r.log("_handleAck :: Server sent an ack in error. Ignoring.");
		else if (!n[c.cmd]?.includes(o)) r.log("_handleAck :: %s does not answer the pending %s on message id %d. Ignoring.", o, c.cmd, a), r.emit("error", /* @__PURE__ */ Error(`Protocol error: ${o} does not answer the ${c.cmd} pending on message id ${a}`));
		else {
			switch (r.log("_handleAck :: packet type", o), o) {
				case "pubcomp":
				case "puback": {
					let n = i.reasonCode;
					n && n > 0 && n !== 16 ? (u = new t.ErrorWithReasonCode(`Publish error: ${e.ReasonCodes[n]}`, n), r._removeOutgoingAndStoreMessage(a, () => {
						l(u, i);
					})) : r._removeOutgoingAndStoreMessage(a, l);
					break;
				}
				case "pubrec": {
					s = {
						cmd: "pubrel",
						qos: 2,
						messageId: a
					};
					let n = i.reasonCode;
					n && n > 0 && n !== 16 ? (u = new t.ErrorWithReasonCode(`Publish error: ${e.ReasonCodes[n]}`, n), r._removeOutgoingAndStoreMessage(a, () => {
						l(u, i);
					})) : r._sendPacket(s);
					break;
				}
				case "suback": {
					delete r.outgoing[a], r.messageIdProvider.deallocate(a);
					let t = i.granted;
					for (let n = 0; n < t.length; n++) {
						let i = t[n];
						if (i & 128) {
							u = /* @__PURE__ */ Error(`Subscribe error: ${e.ReasonCodes[i]}`), u.code = i;
							let t = r.messageIdToTopic[a];
							t && t.forEach((e) => {
								delete r._resubscribeTopics[e];
							});
						}
					}
					delete r.messageIdToTopic[a], r._invokeStoreProcessingQueue(), l(u, i);
					break;
				}
				case "unsuback":
					delete r.outgoing[a], r.messageIdProvider.deallocate(a), r._invokeStoreProcessingQueue(), l(null, i);
					break;
				default: r.emit("error", /* @__PURE__ */ Error("unrecognized packet type"));
			}
			r.disconnecting && Object.keys(r.outgoing).length === 0 && r.emit("outgoingEmpty");
		}
	};
}), An = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.LRUCache = void 0;
	var t = typeof performance == "object" && performance && typeof performance.now == "function" ? performance : Date, n = /* @__PURE__ */ new Set(), r = typeof y == "object" && y ? y : {}, i = (e, t, n, i) => {
		typeof r.emitWarning == "function" ? r.emitWarning(e, t, n, i) : console.error(`[${n}] ${t}: ${e}`);
	}, a = globalThis.AbortController, o = globalThis.AbortSignal;
	if (typeof a > "u") {
		o = class {
			onabort;
			_onabort = [];
			reason;
			aborted = !1;
			addEventListener(e, t) {
				this._onabort.push(t);
			}
		}, a = class {
			constructor() {
				t();
			}
			signal = new o();
			abort(e) {
				if (!this.signal.aborted) {
					this.signal.reason = e, this.signal.aborted = !0;
					for (let t of this.signal._onabort) t(e);
					this.signal.onabort?.(e);
				}
			}
		};
		let e = r.env?.LRU_CACHE_IGNORE_AC_WARNING !== "1", t = () => {
			e && (e = !1, i("AbortController is not defined. If using lru-cache in node 14, load an AbortController polyfill from the `node-abort-controller` package. A minimal polyfill is provided for use by LRUCache.fetch(), but it should not be relied upon in other contexts (eg, passing it to other APIs that use AbortController/AbortSignal might have undesirable effects). You may disable this with LRU_CACHE_IGNORE_AC_WARNING=1 in the env.", "NO_ABORT_CONTROLLER", "ENOTSUP", t));
		};
	}
	var s = (e) => !n.has(e), c = (e) => e && e === Math.floor(e) && e > 0 && isFinite(e), l = (e) => c(e) ? e <= 256 ? Uint8Array : e <= 2 ** 16 ? Uint16Array : e <= 2 ** 32 ? Uint32Array : e <= 2 ** 53 - 1 ? u : null : null, u = class extends Array {
		constructor(e) {
			super(e), this.fill(0);
		}
	}, d = class e {
		heap;
		length;
		static #e = !1;
		static create(t) {
			let n = l(t);
			if (!n) return [];
			e.#e = !0;
			let r = new e(t, n);
			return e.#e = !1, r;
		}
		constructor(t, n) {
			if (!e.#e) throw TypeError("instantiate Stack using Stack.create(n)");
			this.heap = new n(t), this.length = 0;
		}
		push(e) {
			this.heap[this.length++] = e;
		}
		pop() {
			return this.heap[--this.length];
		}
	};
	e.LRUCache = class e {
		#e;
		#t;
		#n;
		#r;
		#i;
		#a;
		ttl;
		ttlResolution;
		ttlAutopurge;
		updateAgeOnGet;
		updateAgeOnHas;
		allowStale;
		noDisposeOnSet;
		noUpdateTTL;
		maxEntrySize;
		sizeCalculation;
		noDeleteOnFetchRejection;
		noDeleteOnStaleGet;
		allowStaleOnFetchAbort;
		allowStaleOnFetchRejection;
		ignoreFetchAbort;
		#o;
		#s;
		#c;
		#l;
		#u;
		#d;
		#f;
		#p;
		#m;
		#h;
		#g;
		#_;
		#v;
		#y;
		#b;
		#x;
		#S;
		static unsafeExposeInternals(e) {
			return {
				starts: e.#v,
				ttls: e.#y,
				sizes: e.#_,
				keyMap: e.#c,
				keyList: e.#l,
				valList: e.#u,
				next: e.#d,
				prev: e.#f,
				get head() {
					return e.#p;
				},
				get tail() {
					return e.#m;
				},
				free: e.#h,
				isBackgroundFetch: (t) => e.#L(t),
				backgroundFetch: (t, n, r, i) => e.#I(t, n, r, i),
				moveToTail: (t) => e.#z(t),
				indexes: (t) => e.#M(t),
				rindexes: (t) => e.#N(t),
				isStale: (t) => e.#D(t)
			};
		}
		get max() {
			return this.#e;
		}
		get maxSize() {
			return this.#t;
		}
		get calculatedSize() {
			return this.#s;
		}
		get size() {
			return this.#o;
		}
		get fetchMethod() {
			return this.#i;
		}
		get memoMethod() {
			return this.#a;
		}
		get dispose() {
			return this.#n;
		}
		get disposeAfter() {
			return this.#r;
		}
		constructor(t) {
			let { max: r = 0, ttl: a, ttlResolution: o = 1, ttlAutopurge: u, updateAgeOnGet: f, updateAgeOnHas: p, allowStale: m, dispose: h, disposeAfter: g, noDisposeOnSet: _, noUpdateTTL: v, maxSize: y = 0, maxEntrySize: b = 0, sizeCalculation: x, fetchMethod: S, memoMethod: C, noDeleteOnFetchRejection: w, noDeleteOnStaleGet: T, allowStaleOnFetchRejection: E, allowStaleOnFetchAbort: D, ignoreFetchAbort: O } = t;
			if (r !== 0 && !c(r)) throw TypeError("max option must be a nonnegative integer");
			let k = r ? l(r) : Array;
			if (!k) throw Error("invalid max value: " + r);
			if (this.#e = r, this.#t = y, this.maxEntrySize = b || this.#t, this.sizeCalculation = x, this.sizeCalculation) {
				if (!this.#t && !this.maxEntrySize) throw TypeError("cannot set sizeCalculation without setting maxSize or maxEntrySize");
				if (typeof this.sizeCalculation != "function") throw TypeError("sizeCalculation set to non-function");
			}
			if (C !== void 0 && typeof C != "function") throw TypeError("memoMethod must be a function if defined");
			if (this.#a = C, S !== void 0 && typeof S != "function") throw TypeError("fetchMethod must be a function if specified");
			if (this.#i = S, this.#x = !!S, this.#c = /* @__PURE__ */ new Map(), this.#l = Array(r).fill(void 0), this.#u = Array(r).fill(void 0), this.#d = new k(r), this.#f = new k(r), this.#p = 0, this.#m = 0, this.#h = d.create(r), this.#o = 0, this.#s = 0, typeof h == "function" && (this.#n = h), typeof g == "function" ? (this.#r = g, this.#g = []) : (this.#r = void 0, this.#g = void 0), this.#b = !!this.#n, this.#S = !!this.#r, this.noDisposeOnSet = !!_, this.noUpdateTTL = !!v, this.noDeleteOnFetchRejection = !!w, this.allowStaleOnFetchRejection = !!E, this.allowStaleOnFetchAbort = !!D, this.ignoreFetchAbort = !!O, this.maxEntrySize !== 0) {
				if (this.#t !== 0 && !c(this.#t)) throw TypeError("maxSize must be a positive integer if specified");
				if (!c(this.maxEntrySize)) throw TypeError("maxEntrySize must be a positive integer if specified");
				this.#O();
			}
			if (this.allowStale = !!m, this.noDeleteOnStaleGet = !!T, this.updateAgeOnGet = !!f, this.updateAgeOnHas = !!p, this.ttlResolution = c(o) || o === 0 ? o : 1, this.ttlAutopurge = !!u, this.ttl = a || 0, this.ttl) {
				if (!c(this.ttl)) throw TypeError("ttl must be a positive integer if specified");
				this.#C();
			}
			if (this.#e === 0 && this.ttl === 0 && this.#t === 0) throw TypeError("At least one of max, maxSize, or ttl is required");
			if (!this.ttlAutopurge && !this.#e && !this.#t) {
				let t = "LRU_CACHE_UNBOUNDED";
				s(t) && (n.add(t), i("TTL caching without ttlAutopurge, max, or maxSize can result in unbounded memory consumption.", "UnboundedCacheWarning", t, e));
			}
		}
		getRemainingTTL(e) {
			return this.#c.has(e) ? 1 / 0 : 0;
		}
		#C() {
			let e = new u(this.#e), n = new u(this.#e);
			this.#y = e, this.#v = n, this.#E = (r, i, a = t.now()) => {
				if (n[r] = i === 0 ? 0 : a, e[r] = i, i !== 0 && this.ttlAutopurge) {
					let e = setTimeout(() => {
						this.#D(r) && this.#B(this.#l[r], "expire");
					}, i + 1);
					e.unref && e.unref();
				}
			}, this.#w = (r) => {
				n[r] = e[r] === 0 ? 0 : t.now();
			}, this.#T = (t, a) => {
				if (e[a]) {
					let o = e[a], s = n[a];
					if (!o || !s) return;
					t.ttl = o, t.start = s, t.now = r || i(), t.remainingTTL = o - (t.now - s);
				}
			};
			let r = 0, i = () => {
				let e = t.now();
				if (this.ttlResolution > 0) {
					r = e;
					let t = setTimeout(() => r = 0, this.ttlResolution);
					t.unref && t.unref();
				}
				return e;
			};
			this.getRemainingTTL = (t) => {
				let a = this.#c.get(t);
				if (a === void 0) return 0;
				let o = e[a], s = n[a];
				return !o || !s ? 1 / 0 : o - ((r || i()) - s);
			}, this.#D = (t) => {
				let a = n[t], o = e[t];
				return !!o && !!a && (r || i()) - a > o;
			};
		}
		#w = () => {};
		#T = () => {};
		#E = () => {};
		#D = () => !1;
		#O() {
			let e = new u(this.#e);
			this.#s = 0, this.#_ = e, this.#k = (t) => {
				this.#s -= e[t], e[t] = 0;
			}, this.#j = (e, t, n, r) => {
				if (this.#L(t)) return 0;
				if (!c(n)) {
					if (r) {
						if (typeof r != "function") throw TypeError("sizeCalculation must be a function");
						if (n = r(t, e), !c(n)) throw TypeError("sizeCalculation return invalid (expect positive integer)");
					} else throw TypeError("invalid size value (must be positive integer). When maxSize or maxEntrySize is used, sizeCalculation or size must be set.");
				}
				return n;
			}, this.#A = (t, n, r) => {
				if (e[t] = n, this.#t) {
					let n = this.#t - e[t];
					for (; this.#s > n;) this.#F(!0);
				}
				this.#s += e[t], r && (r.entrySize = n, r.totalCalculatedSize = this.#s);
			};
		}
		#k = (e) => {};
		#A = (e, t, n) => {};
		#j = (e, t, n, r) => {
			if (n || r) throw TypeError("cannot set size without setting maxSize or maxEntrySize on cache");
			return 0;
		};
		*#M({ allowStale: e = this.allowStale } = {}) {
			if (this.#o) for (let t = this.#m; !(!this.#P(t) || ((e || !this.#D(t)) && (yield t), t === this.#p));) t = this.#f[t];
		}
		*#N({ allowStale: e = this.allowStale } = {}) {
			if (this.#o) for (let t = this.#p; !(!this.#P(t) || ((e || !this.#D(t)) && (yield t), t === this.#m));) t = this.#d[t];
		}
		#P(e) {
			return e !== void 0 && this.#c.get(this.#l[e]) === e;
		}
		*entries() {
			for (let e of this.#M()) this.#u[e] !== void 0 && this.#l[e] !== void 0 && !this.#L(this.#u[e]) && (yield [this.#l[e], this.#u[e]]);
		}
		*rentries() {
			for (let e of this.#N()) this.#u[e] !== void 0 && this.#l[e] !== void 0 && !this.#L(this.#u[e]) && (yield [this.#l[e], this.#u[e]]);
		}
		*keys() {
			for (let e of this.#M()) {
				let t = this.#l[e];
				t !== void 0 && !this.#L(this.#u[e]) && (yield t);
			}
		}
		*rkeys() {
			for (let e of this.#N()) {
				let t = this.#l[e];
				t !== void 0 && !this.#L(this.#u[e]) && (yield t);
			}
		}
		*values() {
			for (let e of this.#M()) this.#u[e] !== void 0 && !this.#L(this.#u[e]) && (yield this.#u[e]);
		}
		*rvalues() {
			for (let e of this.#N()) this.#u[e] !== void 0 && !this.#L(this.#u[e]) && (yield this.#u[e]);
		}
		[Symbol.iterator]() {
			return this.entries();
		}
		[Symbol.toStringTag] = "LRUCache";
		find(e, t = {}) {
			for (let n of this.#M()) {
				let r = this.#u[n], i = this.#L(r) ? r.__staleWhileFetching : r;
				if (i !== void 0 && e(i, this.#l[n], this)) return this.get(this.#l[n], t);
			}
		}
		forEach(e, t = this) {
			for (let n of this.#M()) {
				let r = this.#u[n], i = this.#L(r) ? r.__staleWhileFetching : r;
				i !== void 0 && e.call(t, i, this.#l[n], this);
			}
		}
		rforEach(e, t = this) {
			for (let n of this.#N()) {
				let r = this.#u[n], i = this.#L(r) ? r.__staleWhileFetching : r;
				i !== void 0 && e.call(t, i, this.#l[n], this);
			}
		}
		purgeStale() {
			let e = !1;
			for (let t of this.#N({ allowStale: !0 })) this.#D(t) && (this.#B(this.#l[t], "expire"), e = !0);
			return e;
		}
		info(e) {
			let n = this.#c.get(e);
			if (n === void 0) return;
			let r = this.#u[n], i = this.#L(r) ? r.__staleWhileFetching : r;
			if (i === void 0) return;
			let a = { value: i };
			if (this.#y && this.#v) {
				let e = this.#y[n], r = this.#v[n];
				e && r && (a.ttl = e - (t.now() - r), a.start = Date.now());
			}
			return this.#_ && (a.size = this.#_[n]), a;
		}
		dump() {
			let e = [];
			for (let n of this.#M({ allowStale: !0 })) {
				let r = this.#l[n], i = this.#u[n], a = this.#L(i) ? i.__staleWhileFetching : i;
				if (a === void 0 || r === void 0) continue;
				let o = { value: a };
				if (this.#y && this.#v) {
					o.ttl = this.#y[n];
					let e = t.now() - this.#v[n];
					o.start = Math.floor(Date.now() - e);
				}
				this.#_ && (o.size = this.#_[n]), e.unshift([r, o]);
			}
			return e;
		}
		load(e) {
			this.clear();
			for (let [n, r] of e) {
				if (r.start) {
					let e = Date.now() - r.start;
					r.start = t.now() - e;
				}
				this.set(n, r.value, r);
			}
		}
		set(e, t, n = {}) {
			if (t === void 0) return this.delete(e), this;
			let { ttl: r = this.ttl, start: i, noDisposeOnSet: a = this.noDisposeOnSet, sizeCalculation: o = this.sizeCalculation, status: s } = n, { noUpdateTTL: c = this.noUpdateTTL } = n, l = this.#j(e, t, n.size || 0, o);
			if (this.maxEntrySize && l > this.maxEntrySize) return s && (s.set = "miss", s.maxEntrySizeExceeded = !0), this.#B(e, "set"), this;
			let u = this.#o === 0 ? void 0 : this.#c.get(e);
			if (u === void 0) u = this.#o === 0 ? this.#m : this.#h.length === 0 ? this.#o === this.#e ? this.#F(!1) : this.#o : this.#h.pop(), this.#l[u] = e, this.#u[u] = t, this.#c.set(e, u), this.#d[this.#m] = u, this.#f[u] = this.#m, this.#m = u, this.#o++, this.#A(u, l, s), s && (s.set = "add"), c = !1;
			else {
				this.#z(u);
				let n = this.#u[u];
				if (t !== n) {
					if (this.#x && this.#L(n)) {
						n.__abortController.abort(/* @__PURE__ */ Error("replaced"));
						let { __staleWhileFetching: t } = n;
						t !== void 0 && !a && (this.#b && this.#n?.(t, e, "set"), this.#S && this.#g?.push([
							t,
							e,
							"set"
						]));
					} else a || (this.#b && this.#n?.(n, e, "set"), this.#S && this.#g?.push([
						n,
						e,
						"set"
					]));
					if (this.#k(u), this.#A(u, l, s), this.#u[u] = t, s) {
						s.set = "replace";
						let e = n && this.#L(n) ? n.__staleWhileFetching : n;
						e !== void 0 && (s.oldValue = e);
					}
				} else s && (s.set = "update");
			}
			if (r !== 0 && !this.#y && this.#C(), this.#y && (c || this.#E(u, r, i), s && this.#T(s, u)), !a && this.#S && this.#g) {
				let e = this.#g, t;
				for (; t = e?.shift();) this.#r?.(...t);
			}
			return this;
		}
		pop() {
			try {
				for (; this.#o;) {
					let e = this.#u[this.#p];
					if (this.#F(!0), this.#L(e)) {
						if (e.__staleWhileFetching) return e.__staleWhileFetching;
					} else if (e !== void 0) return e;
				}
			} finally {
				if (this.#S && this.#g) {
					let e = this.#g, t;
					for (; t = e?.shift();) this.#r?.(...t);
				}
			}
		}
		#F(e) {
			let t = this.#p, n = this.#l[t], r = this.#u[t];
			return this.#x && this.#L(r) ? r.__abortController.abort(/* @__PURE__ */ Error("evicted")) : (this.#b || this.#S) && (this.#b && this.#n?.(r, n, "evict"), this.#S && this.#g?.push([
				r,
				n,
				"evict"
			])), this.#k(t), e && (this.#l[t] = void 0, this.#u[t] = void 0, this.#h.push(t)), this.#o === 1 ? (this.#p = this.#m = 0, this.#h.length = 0) : this.#p = this.#d[t], this.#c.delete(n), this.#o--, t;
		}
		has(e, t = {}) {
			let { updateAgeOnHas: n = this.updateAgeOnHas, status: r } = t, i = this.#c.get(e);
			if (i !== void 0) {
				let e = this.#u[i];
				if (this.#L(e) && e.__staleWhileFetching === void 0) return !1;
				if (this.#D(i)) r && (r.has = "stale", this.#T(r, i));
				else return n && this.#w(i), r && (r.has = "hit", this.#T(r, i)), !0;
			} else r && (r.has = "miss");
			return !1;
		}
		peek(e, t = {}) {
			let { allowStale: n = this.allowStale } = t, r = this.#c.get(e);
			if (r === void 0 || !n && this.#D(r)) return;
			let i = this.#u[r];
			return this.#L(i) ? i.__staleWhileFetching : i;
		}
		#I(e, t, n, r) {
			let i = t === void 0 ? void 0 : this.#u[t];
			if (this.#L(i)) return i;
			let o = new a(), { signal: s } = n;
			s?.addEventListener("abort", () => o.abort(s.reason), { signal: o.signal });
			let c = {
				signal: o.signal,
				options: n,
				context: r
			}, l = (r, i = !1) => {
				let { aborted: a } = o.signal, s = n.ignoreFetchAbort && r !== void 0;
				if (n.status && (a && !i ? (n.status.fetchAborted = !0, n.status.fetchError = o.signal.reason, s && (n.status.fetchAbortIgnored = !0)) : n.status.fetchResolved = !0), a && !s && !i) return d(o.signal.reason);
				let l = p;
				return this.#u[t] === p && (r === void 0 ? l.__staleWhileFetching ? this.#u[t] = l.__staleWhileFetching : this.#B(e, "fetch") : (n.status && (n.status.fetchUpdated = !0), this.set(e, r, c.options))), r;
			}, u = (e) => (n.status && (n.status.fetchRejected = !0, n.status.fetchError = e), d(e)), d = (r) => {
				let { aborted: i } = o.signal, a = i && n.allowStaleOnFetchAbort, s = a || n.allowStaleOnFetchRejection, c = s || n.noDeleteOnFetchRejection, l = p;
				if (this.#u[t] === p && (!c || l.__staleWhileFetching === void 0 ? this.#B(e, "fetch") : a || (this.#u[t] = l.__staleWhileFetching)), s) return n.status && l.__staleWhileFetching !== void 0 && (n.status.returnedStale = !0), l.__staleWhileFetching;
				if (l.__returned === l) throw r;
			}, f = (t, r) => {
				let a = this.#i?.(e, i, c);
				a && a instanceof Promise && a.then((e) => t(e === void 0 ? void 0 : e), r), o.signal.addEventListener("abort", () => {
					(!n.ignoreFetchAbort || n.allowStaleOnFetchAbort) && (t(void 0), n.allowStaleOnFetchAbort && (t = (e) => l(e, !0)));
				});
			};
			n.status && (n.status.fetchDispatched = !0);
			let p = new Promise(f).then(l, u), m = Object.assign(p, {
				__abortController: o,
				__staleWhileFetching: i,
				__returned: void 0
			});
			return t === void 0 ? (this.set(e, m, {
				...c.options,
				status: void 0
			}), t = this.#c.get(e)) : this.#u[t] = m, m;
		}
		#L(e) {
			if (!this.#x) return !1;
			let t = e;
			return !!t && t instanceof Promise && t.hasOwnProperty("__staleWhileFetching") && t.__abortController instanceof a;
		}
		async fetch(e, t = {}) {
			let { allowStale: n = this.allowStale, updateAgeOnGet: r = this.updateAgeOnGet, noDeleteOnStaleGet: i = this.noDeleteOnStaleGet, ttl: a = this.ttl, noDisposeOnSet: o = this.noDisposeOnSet, size: s = 0, sizeCalculation: c = this.sizeCalculation, noUpdateTTL: l = this.noUpdateTTL, noDeleteOnFetchRejection: u = this.noDeleteOnFetchRejection, allowStaleOnFetchRejection: d = this.allowStaleOnFetchRejection, ignoreFetchAbort: f = this.ignoreFetchAbort, allowStaleOnFetchAbort: p = this.allowStaleOnFetchAbort, context: m, forceRefresh: h = !1, status: g, signal: _ } = t;
			if (!this.#x) return g && (g.fetch = "get"), this.get(e, {
				allowStale: n,
				updateAgeOnGet: r,
				noDeleteOnStaleGet: i,
				status: g
			});
			let v = {
				allowStale: n,
				updateAgeOnGet: r,
				noDeleteOnStaleGet: i,
				ttl: a,
				noDisposeOnSet: o,
				size: s,
				sizeCalculation: c,
				noUpdateTTL: l,
				noDeleteOnFetchRejection: u,
				allowStaleOnFetchRejection: d,
				allowStaleOnFetchAbort: p,
				ignoreFetchAbort: f,
				status: g,
				signal: _
			}, y = this.#c.get(e);
			if (y === void 0) {
				g && (g.fetch = "miss");
				let t = this.#I(e, y, v, m);
				return t.__returned = t;
			}
			{
				let t = this.#u[y];
				if (this.#L(t)) {
					let e = n && t.__staleWhileFetching !== void 0;
					return g && (g.fetch = "inflight", e && (g.returnedStale = !0)), e ? t.__staleWhileFetching : t.__returned = t;
				}
				let i = this.#D(y);
				if (!h && !i) return g && (g.fetch = "hit"), this.#z(y), r && this.#w(y), g && this.#T(g, y), t;
				let a = this.#I(e, y, v, m), o = a.__staleWhileFetching !== void 0 && n;
				return g && (g.fetch = i ? "stale" : "refresh", o && i && (g.returnedStale = !0)), o ? a.__staleWhileFetching : a.__returned = a;
			}
		}
		async forceFetch(e, t = {}) {
			let n = await this.fetch(e, t);
			if (n === void 0) throw Error("fetch() returned undefined");
			return n;
		}
		memo(e, t = {}) {
			let n = this.#a;
			if (!n) throw Error("no memoMethod provided to constructor");
			let { context: r, forceRefresh: i, ...a } = t, o = this.get(e, a);
			if (!i && o !== void 0) return o;
			let s = n(e, o, {
				options: a,
				context: r
			});
			return this.set(e, s, a), s;
		}
		get(e, t = {}) {
			let { allowStale: n = this.allowStale, updateAgeOnGet: r = this.updateAgeOnGet, noDeleteOnStaleGet: i = this.noDeleteOnStaleGet, status: a } = t, o = this.#c.get(e);
			if (o !== void 0) {
				let t = this.#u[o], s = this.#L(t);
				return a && this.#T(a, o), this.#D(o) ? (a && (a.get = "stale"), s ? (a && n && t.__staleWhileFetching !== void 0 && (a.returnedStale = !0), n ? t.__staleWhileFetching : void 0) : (i || this.#B(e, "expire"), a && n && (a.returnedStale = !0), n ? t : void 0)) : (a && (a.get = "hit"), s ? t.__staleWhileFetching : (this.#z(o), r && this.#w(o), t));
			}
			a && (a.get = "miss");
		}
		#R(e, t) {
			this.#f[t] = e, this.#d[e] = t;
		}
		#z(e) {
			e !== this.#m && (e === this.#p ? this.#p = this.#d[e] : this.#R(this.#f[e], this.#d[e]), this.#R(this.#m, e), this.#m = e);
		}
		delete(e) {
			return this.#B(e, "delete");
		}
		#B(e, t) {
			let n = !1;
			if (this.#o !== 0) {
				let r = this.#c.get(e);
				if (r !== void 0) {
					if (n = !0, this.#o === 1) this.#V(t);
					else {
						this.#k(r);
						let n = this.#u[r];
						if (this.#L(n) ? n.__abortController.abort(/* @__PURE__ */ Error("deleted")) : (this.#b || this.#S) && (this.#b && this.#n?.(n, e, t), this.#S && this.#g?.push([
							n,
							e,
							t
						])), this.#c.delete(e), this.#l[r] = void 0, this.#u[r] = void 0, r === this.#m) this.#m = this.#f[r];
						else if (r === this.#p) this.#p = this.#d[r];
						else {
							let e = this.#f[r];
							this.#d[e] = this.#d[r];
							let t = this.#d[r];
							this.#f[t] = this.#f[r];
						}
						this.#o--, this.#h.push(r);
					}
				}
			}
			if (this.#S && this.#g?.length) {
				let e = this.#g, t;
				for (; t = e?.shift();) this.#r?.(...t);
			}
			return n;
		}
		clear() {
			return this.#V("delete");
		}
		#V(e) {
			for (let t of this.#N({ allowStale: !0 })) {
				let n = this.#u[t];
				if (this.#L(n)) n.__abortController.abort(/* @__PURE__ */ Error("deleted"));
				else {
					let r = this.#l[t];
					this.#b && this.#n?.(n, r, e), this.#S && this.#g?.push([
						n,
						r,
						e
					]);
				}
			}
			if (this.#c.clear(), this.#u.fill(void 0), this.#l.fill(void 0), this.#y && this.#v && (this.#y.fill(0), this.#v.fill(0)), this.#_ && this.#_.fill(0), this.#p = 0, this.#m = 0, this.#h.length = 0, this.#s = 0, this.#o = 0, this.#S && this.#g) {
				let e = this.#g, t;
				for (; t = e?.shift();) this.#r?.(...t);
			}
		}
	};
}), jn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.NumberAllocator = void 0, e.NumberAllocator = class {
		used;
		min;
		max;
		lowWaterMark;
		constructor(e, t) {
			this.min = e, this.max = t, this.used = /* @__PURE__ */ new Set(), this.lowWaterMark = e;
		}
		firstVacant() {
			if (this.used.size === this.max - this.min + 1) return null;
			for (let e = this.lowWaterMark; e <= this.max; e++) if (!this.used.has(e)) return e;
			return null;
		}
		alloc() {
			if (this.used.size === this.max - this.min + 1) return null;
			for (let e = this.lowWaterMark; e <= this.max; e++) if (!this.used.has(e)) return this.used.add(e), this.lowWaterMark = e + 1, e;
			return null;
		}
		use(e) {
			return e < this.min || e > this.max || this.used.has(e) ? !1 : (this.used.add(e), !0);
		}
		free(e) {
			e < this.min || e > this.max || (this.used.delete(e), e < this.lowWaterMark && (this.lowWaterMark = e));
		}
		clear() {
			this.used.clear(), this.lowWaterMark = this.min;
		}
	};
}), Mn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = An(), n = jn();
	e.default = class {
		aliasToTopic;
		topicToAlias;
		max;
		numberAllocator;
		length;
		constructor(e) {
			e > 0 && (this.aliasToTopic = new t.LRUCache({ max: e }), this.topicToAlias = {}, this.numberAllocator = new n.NumberAllocator(1, e), this.max = e, this.length = 0);
		}
		put(e, t) {
			if (t === 0 || t > this.max) return !1;
			let n = this.aliasToTopic.get(t);
			return n && delete this.topicToAlias[n], this.aliasToTopic.set(t, e), this.topicToAlias[e] = t, this.numberAllocator.use(t), this.length = this.aliasToTopic.size, !0;
		}
		getTopicByAlias(e) {
			return this.aliasToTopic.get(e);
		}
		getAliasByTopic(e) {
			let t = this.topicToAlias[e];
			return typeof t < "u" && this.aliasToTopic.get(t), t;
		}
		clear() {
			this.aliasToTopic.clear(), this.topicToAlias = {}, this.numberAllocator.clear(), this.length = 0;
		}
		getLruAlias() {
			return this.numberAllocator.firstVacant() || [...this.aliasToTopic.keys()][this.aliasToTopic.size - 1];
		}
	};
}), Nn = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var n = kn(), r = t(Mn()), i = En();
	e.default = (e, t, a) => {
		e.log("_handleConnack");
		let { options: o } = e, s = o.protocolVersion === 5 ? t.reasonCode : t.returnCode;
		if (e.connackReceived) {
			let t = new i.ErrorWithReasonCode("Protocol error: duplicate CONNACK on the same network connection", 130);
			a?.discardParsedPackets(), e._cleanUp(!0), e.emit("error", t);
		} else {
			if (e.connackReceived = !0, clearTimeout(e.connackTimer), delete e.topicAliasSend, e._serverProperties = t.properties, t.properties && t.properties.topicAliasMaximum) {
				if (t.properties.topicAliasMaximum > 65535) {
					a?.discardParsedPackets(), e._cleanUp(!0), e.emit("error", /* @__PURE__ */ Error("topicAliasMaximum from broker is out of range"));
					return;
				}
				t.properties.topicAliasMaximum > 0 && (e.topicAliasSend = new r.default(t.properties.topicAliasMaximum));
			}
			if (s === 0) e.reconnecting = !1, e._onConnect(t);
			else if (s > 0) {
				e.log("_handleConnack :: connection refused with reason code %d", s);
				let t = new i.ErrorWithReasonCode(`Connection refused: ${n.ReasonCodes[s]}`, s);
				a?.discardParsedPackets(), e.reconnectSuppressed = !0, e._cleanUp(!0);
				try {
					e.emit("error", t);
				} finally {
					o.reconnectOnConnackError && (e.reconnectSuppressed = !1, e._setupReconnect());
				}
			}
		}
	};
}), Pn = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.default = (e, t, n) => {
		e.log("handling pubrel packet");
		let r = typeof n < "u" ? n : e.noop, { messageId: i } = t, a = {
			cmd: "pubcomp",
			messageId: i
		};
		e.incomingStore.get(t, (t, n) => {
			t ? e._sendPacket(a, r) : (e.emit("message", n.topic, n.payload, n), e.handleMessage(n, (t) => {
				if (t) return r(t);
				e.incomingStore.del(n, e.noop), e._releaseIncomingQoS2Publish(i), e._sendPacket(a, r);
			}));
		});
	};
}), Fn = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var n = t(Dn()), r = t(On()), i = t(Nn()), a = t(kn()), o = t(Pn()), s = En(), c = (e) => e < 128 ? 1 : e < 16384 ? 2 : e < 2097152 ? 3 : 4, l = (e) => 1 + c(e) + e;
	e.default = (e, t, c, u) => {
		let { options: d } = e, f = d.properties?.maximumPacketSize, p = l(t.length);
		if (d.protocolVersion === 5 && f && f < p) return e.log("_handlePacket :: %s packet of %d bytes exceeds the advertised maximumPacketSize %d", t.cmd, p, f), u?.discardParsedPackets(), e._cleanUp(!0), c(), e.emit("error", new s.ErrorWithReasonCode(`exceeding packets size ${t.cmd}: ${p} bytes, maximumPacketSize is ${f}`, 149)), e;
		switch (e.log("_handlePacket :: emitting packetreceive"), e.emit("packetreceive", t), t.cmd) {
			case "publish":
				(0, n.default)(e, t, c, u);
				break;
			case "puback":
			case "pubrec":
			case "pubcomp":
			case "suback":
			case "unsuback":
				e.reschedulePing();
				try {
					(0, a.default)(e, t);
				} finally {
					c();
				}
				break;
			case "pubrel":
				e.reschedulePing(), (0, o.default)(e, t, c);
				break;
			case "connack":
				try {
					(0, i.default)(e, t, u);
				} finally {
					c();
				}
				break;
			case "auth":
				e.reschedulePing();
				try {
					(0, r.default)(e, t, u);
				} finally {
					c();
				}
				break;
			case "pingresp":
				e.log("_handlePacket :: received pingresp"), e.reschedulePing(!0), c();
				break;
			case "disconnect":
				e.emit("disconnect", t), c();
				break;
			default: e.log("_handlePacket :: unknown command"), c();
		}
	};
}), In = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.default = class {
		nextId;
		constructor() {
			this.nextId = Math.max(1, Math.floor(Math.random() * 65535));
		}
		allocate() {
			let e = this.nextId++;
			return this.nextId === 65536 && (this.nextId = 1), e;
		}
		getLastAllocated() {
			return this.nextId === 1 ? 65535 : this.nextId - 1;
		}
		register(e) {
			return !0;
		}
		deallocate(e) {}
		clear() {}
	};
}), Ln = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.default = class {
		aliasToTopic;
		max;
		length;
		constructor(e) {
			this.aliasToTopic = {}, this.max = e;
		}
		put(e, t) {
			return t === 0 || t > this.max ? !1 : (this.aliasToTopic[t] = e, this.length = Object.keys(this.aliasToTopic).length, !0);
		}
		getTopicByAlias(e) {
			return this.aliasToTopic[e];
		}
		clear() {
			this.aliasToTopic = {};
		}
	};
}), Rn = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 }), e.TypedEventEmitter = void 0;
	var n = t((Pt(), _(Ct))), r = En(), i = class {};
	e.TypedEventEmitter = i, (0, r.applyMixin)(i, n.default);
}), zn = m((e, t) => {
	v(), J(), q(), (function(n, r) {
		typeof e == "object" && typeof t < "u" ? r(e) : typeof define == "function" && define.amd ? define(["exports"], r) : (n = typeof globalThis < "u" ? globalThis : n || self, r(n.fastUniqueNumbers = {}));
	})(e, (function(e) {
		var t = function(e) {
			return function(t) {
				var n = e(t);
				return t.add(n), n;
			};
		}, n = function(e) {
			return function(t, n) {
				return e.set(t, n), n;
			};
		}, r = 2 ** 53 - 1, i = 536870912, a = i * 2, o = function(e, t) {
			return function(n) {
				var o = t.get(n), s = o === void 0 ? n.size : o < a ? o + 1 : 0;
				if (!n.has(s)) return e(n, s);
				if (n.size < i) {
					for (; n.has(s);) s = Math.floor(Math.random() * a);
					return e(n, s);
				}
				if (n.size > r) throw Error("Congratulations, you created a collection of unique numbers which uses all available integers!");
				for (; n.has(s);) s = Math.floor(Math.random() * r);
				return e(n, s);
			};
		}, s = /* @__PURE__ */ new WeakMap(), c = o(n(s), s);
		e.addUniqueNumber = t(c), e.generateUniqueNumber = c;
	}));
}), Bn = m((e, t) => {
	v(), J(), q();
	function n(e) {
		"@babel/helpers - typeof";
		return t.exports = n = typeof Symbol == "function" && typeof Symbol.iterator == "symbol" ? function(e) {
			return typeof e;
		} : function(e) {
			return e && typeof Symbol == "function" && e.constructor === Symbol && e !== Symbol.prototype ? "symbol" : typeof e;
		}, t.exports.__esModule = !0, t.exports.default = t.exports, n(e);
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Vn = m((e, t) => {
	v(), J(), q();
	var n = Bn().default;
	function r(e, t) {
		if (n(e) != "object" || !e) return e;
		var r = e[Symbol.toPrimitive];
		if (r !== void 0) {
			var i = r.call(e, t || "default");
			if (n(i) != "object") return i;
			throw TypeError("@@toPrimitive must return a primitive value.");
		}
		return (t === "string" ? String : Number)(e);
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Hn = m((e, t) => {
	v(), J(), q();
	var n = Bn().default, r = Vn();
	function i(e) {
		var t = r(e, "string");
		return n(t) == "symbol" ? t : t + "";
	}
	t.exports = i, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Un = m((e, t) => {
	v(), J(), q();
	var n = Hn();
	function r(e, t, r) {
		return (t = n(t)) in e ? Object.defineProperty(e, t, {
			value: r,
			enumerable: !0,
			configurable: !0,
			writable: !0
		}) : e[t] = r, e;
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Wn = m((e, t) => {
	v(), J(), q();
	function n(e) {
		if (Array.isArray(e)) return e;
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Gn = m((e, t) => {
	v(), J(), q();
	function n(e, t) {
		var n = e == null ? null : typeof Symbol < "u" && e[Symbol.iterator] || e["@@iterator"];
		if (n != null) {
			var r, i, a, o, s = [], c = !0, l = !1;
			try {
				if (a = (n = n.call(e)).next, t === 0) {
					if (Object(n) !== n) return;
					c = !1;
				} else for (; !(c = (r = a.call(n)).done) && (s.push(r.value), s.length !== t); c = !0);
			} catch (e) {
				l = !0, i = e;
			} finally {
				try {
					if (!c && n.return != null && (o = n.return(), Object(o) !== o)) return;
				} finally {
					if (l) throw i;
				}
			}
			return s;
		}
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Kn = m((e, t) => {
	v(), J(), q();
	function n(e, t) {
		(t == null || t > e.length) && (t = e.length);
		for (var n = 0, r = Array(t); n < t; n++) r[n] = e[n];
		return r;
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), qn = m((e, t) => {
	v(), J(), q();
	var n = Kn();
	function r(e, t) {
		if (e) {
			if (typeof e == "string") return n(e, t);
			var r = {}.toString.call(e).slice(8, -1);
			return r === "Object" && e.constructor && (r = e.constructor.name), r === "Map" || r === "Set" ? Array.from(e) : r === "Arguments" || /^(?:Ui|I)nt(?:8|16|32)(?:Clamped)?Array$/.test(r) ? n(e, t) : void 0;
		}
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Jn = m((e, t) => {
	v(), J(), q();
	function n() {
		throw TypeError("Invalid attempt to destructure non-iterable instance.\nIn order to be iterable, non-array objects must have a [Symbol.iterator]() method.");
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Yn = m((e, t) => {
	v(), J(), q();
	var n = Wn(), r = Gn(), i = qn(), a = Jn();
	function o(e, t) {
		return n(e) || r(e, t) || i(e, t) || a();
	}
	t.exports = o, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Xn = m((e, t) => {
	v(), J(), q();
	function n(e, t, n, r, i, a, o) {
		try {
			var s = e[a](o), c = s.value;
		} catch (e) {
			n(e);
			return;
		}
		s.done ? t(c) : Promise.resolve(c).then(r, i);
	}
	function r(e) {
		return function() {
			var t = this, r = arguments;
			return new Promise(function(i, a) {
				var o = e.apply(t, r);
				function s(e) {
					n(o, i, a, s, c, "next", e);
				}
				function c(e) {
					n(o, i, a, s, c, "throw", e);
				}
				s(void 0);
			});
		};
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Zn = m((e, t) => {
	v(), J(), q();
	function n(e, t) {
		this.v = e, this.k = t;
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), Qn = m((e, t) => {
	v(), J(), q();
	function n(e, r, i, a) {
		var o = Object.defineProperty;
		try {
			o({}, "", {});
		} catch {
			o = 0;
		}
		t.exports = n = function(e, t, r, i) {
			function a(t, r) {
				n(e, t, function(e) {
					return this._invoke(t, r, e);
				});
			}
			t ? o ? o(e, t, {
				value: r,
				enumerable: !i,
				configurable: !i,
				writable: !i
			}) : e[t] = r : (a("next", 0), a("throw", 1), a("return", 2));
		}, t.exports.__esModule = !0, t.exports.default = t.exports, n(e, r, i, a);
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), $n = m((e, t) => {
	v(), J(), q();
	var n = Qn();
	function r() {
		var e, i, a = typeof Symbol == "function" ? Symbol : {}, o = a.iterator || "@@iterator", s = a.toStringTag || "@@toStringTag";
		function c(t, r, a, o) {
			var s = r && r.prototype instanceof u ? r : u, c = Object.create(s.prototype);
			return n(c, "_invoke", (function(t, n, r) {
				var a, o, s, c = 0, u = r || [], d = !1, f = {
					p: 0,
					n: 0,
					v: e,
					a: p,
					f: p.bind(e, 4),
					d: function(t, n) {
						return a = t, o = 0, s = e, f.n = n, l;
					}
				};
				function p(t, n) {
					for (o = t, s = n, i = 0; !d && c && !r && i < u.length; i++) {
						var r, a = u[i], p = f.p, m = a[2];
						t > 3 ? (r = m === n) && (s = a[(o = a[4]) ? 5 : (o = 3, 3)], a[4] = a[5] = e) : a[0] <= p && ((r = t < 2 && p < a[1]) ? (o = 0, f.v = n, f.n = a[1]) : p < m && (r = t < 3 || a[0] > n || n > m) && (a[4] = t, a[5] = n, f.n = m, o = 0));
					}
					if (r || t > 1) return l;
					throw d = !0, n;
				}
				return function(r, u, m) {
					if (c > 1) throw TypeError("Generator is already running");
					for (d && u === 1 && p(u, m), o = u, s = m; (i = o < 2 ? e : s) || !d;) {
						a || (o ? o < 3 ? (o > 1 && (f.n = -1), p(o, s)) : f.n = s : f.v = s);
						try {
							if (c = 2, a) {
								if (o || (r = "next"), i = a[r]) {
									if (!(i = i.call(a, s))) throw TypeError("iterator result is not an object");
									if (!i.done) return i;
									s = i.value, o < 2 && (o = 0);
								} else o === 1 && (i = a.return) && i.call(a), o < 2 && (s = TypeError("The iterator does not provide a '" + r + "' method"), o = 1);
								a = e;
							} else if ((i = (d = f.n < 0) ? s : t.call(n, f)) !== l) break;
						} catch (t) {
							a = e, o = 1, s = t;
						} finally {
							c = 1;
						}
					}
					return {
						value: i,
						done: d
					};
				};
			})(t, a, o), !0), c;
		}
		var l = {};
		function u() {}
		function d() {}
		function f() {}
		i = Object.getPrototypeOf;
		var p = [][o] ? i(i([][o]())) : (n(i = {}, o, function() {
			return this;
		}), i), m = f.prototype = u.prototype = Object.create(p);
		function h(e) {
			return Object.setPrototypeOf ? Object.setPrototypeOf(e, f) : (e.__proto__ = f, n(e, s, "GeneratorFunction")), e.prototype = Object.create(m), e;
		}
		return d.prototype = f, n(m, "constructor", f), n(f, "constructor", d), d.displayName = "GeneratorFunction", n(f, s, "GeneratorFunction"), n(m), n(m, s, "Generator"), n(m, o, function() {
			return this;
		}), n(m, "toString", function() {
			return "[object Generator]";
		}), (t.exports = r = function() {
			return {
				w: c,
				m: h
			};
		}, t.exports.__esModule = !0, t.exports.default = t.exports)();
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), er = m((e, t) => {
	v(), J(), q();
	var n = Zn(), r = Qn();
	function i(e, t) {
		function a(r, i, o, s) {
			try {
				var c = e[r](i), l = c.value;
				return l instanceof n ? t.resolve(l.v).then(function(e) {
					a("next", e, o, s);
				}, function(e) {
					a("throw", e, o, s);
				}) : t.resolve(l).then(function(e) {
					c.value = e, o(c);
				}, function(e) {
					return a("throw", e, o, s);
				});
			} catch (e) {
				s(e);
			}
		}
		var o;
		this.next || (r(i.prototype), r(i.prototype, typeof Symbol == "function" && Symbol.asyncIterator || "@asyncIterator", function() {
			return this;
		})), r(this, "_invoke", function(e, n, r) {
			function i() {
				return new t(function(t, n) {
					a(e, r, t, n);
				});
			}
			return o = o ? o.then(i, i) : i();
		}, !0);
	}
	t.exports = i, t.exports.__esModule = !0, t.exports.default = t.exports;
}), tr = m((e, t) => {
	v(), J(), q();
	var n = $n(), r = er();
	function i(e, t, i, a, o) {
		return new r(n().w(e, t, i, a), o || Promise);
	}
	t.exports = i, t.exports.__esModule = !0, t.exports.default = t.exports;
}), nr = m((e, t) => {
	v(), J(), q();
	var n = tr();
	function r(e, t, r, i, a) {
		var o = n(e, t, r, i, a);
		return o.next().then(function(e) {
			return e.done ? e.value : o.next();
		});
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), rr = m((e, t) => {
	v(), J(), q();
	function n(e) {
		var t = Object(e), n = [];
		for (var r in t) n.unshift(r);
		return function e() {
			for (; n.length;) if ((r = n.pop()) in t) return e.value = r, e.done = !1, e;
			return e.done = !0, e;
		};
	}
	t.exports = n, t.exports.__esModule = !0, t.exports.default = t.exports;
}), ir = m((e, t) => {
	v(), J(), q();
	var n = Bn().default;
	function r(e) {
		if (e != null) {
			var t = e[typeof Symbol == "function" && Symbol.iterator || "@@iterator"], r = 0;
			if (t) return t.call(e);
			if (typeof e.next == "function") return e;
			if (!isNaN(e.length)) return { next: function() {
				return e && r >= e.length && (e = void 0), {
					value: e && e[r++],
					done: !e
				};
			} };
		}
		throw TypeError(n(e) + " is not iterable");
	}
	t.exports = r, t.exports.__esModule = !0, t.exports.default = t.exports;
}), ar = m((e, t) => {
	v(), J(), q();
	var n = Zn(), r = $n(), i = nr(), a = tr(), o = er(), s = rr(), c = ir();
	function l() {
		var e = r(), u = e.m(l), d = (Object.getPrototypeOf ? Object.getPrototypeOf(u) : u.__proto__).constructor;
		function f(e) {
			var t = typeof e == "function" && e.constructor;
			return !!t && (t === d || (t.displayName || t.name) === "GeneratorFunction");
		}
		var p = {
			throw: 1,
			return: 2,
			break: 3,
			continue: 3
		};
		function m(e) {
			var t, n;
			return function(r) {
				t || (t = {
					stop: function() {
						return n(r.a, 2);
					},
					catch: function() {
						return r.v;
					},
					abrupt: function(e, t) {
						return n(r.a, p[e], t);
					},
					delegateYield: function(e, i, a) {
						return t.resultName = i, n(r.d, c(e), a);
					},
					finish: function(e) {
						return n(r.f, e);
					}
				}, n = function(e, n, i) {
					r.p = t.prev, r.n = t.next;
					try {
						return e(n, i);
					} finally {
						t.next = r.n;
					}
				}), t.resultName && (t[t.resultName] = r.v, t.resultName = void 0), t.sent = r.v, t.next = r.n;
				try {
					return e.call(this, t);
				} finally {
					r.p = t.prev, r.n = t.next;
				}
			};
		}
		return (t.exports = l = function() {
			return {
				wrap: function(t, n, r, i) {
					return e.w(m(t), n, r, i && i.reverse());
				},
				isGeneratorFunction: f,
				mark: e.m,
				awrap: function(e, t) {
					return new n(e, t);
				},
				AsyncIterator: o,
				async: function(e, t, n, r, o) {
					return (f(t) ? a : i)(m(e), t, n, r, o);
				},
				keys: s,
				values: c
			};
		}, t.exports.__esModule = !0, t.exports.default = t.exports)();
	}
	t.exports = l, t.exports.__esModule = !0, t.exports.default = t.exports;
}), or = m((e, t) => {
	v(), J(), q();
	var n = ar()();
	t.exports = n;
	try {
		regeneratorRuntime = n;
	} catch {
		typeof globalThis == "object" ? globalThis.regeneratorRuntime = n : Function("r", "regeneratorRuntime = r")(n);
	}
}), sr = m((e, t) => {
	v(), J(), q(), (function(n, r) {
		typeof e == "object" && typeof t < "u" ? r(e, zn(), Un(), Yn(), Xn(), or()) : typeof define == "function" && define.amd ? define([
			"exports",
			"fast-unique-numbers",
			"@babel/runtime/helpers/defineProperty",
			"@babel/runtime/helpers/slicedToArray",
			"@babel/runtime/helpers/asyncToGenerator",
			"@babel/runtime/regenerator"
		], r) : (n = typeof globalThis < "u" ? globalThis : n || self, r(n.brokerFactory = {}, n.fastUniqueNumbers, n._defineProperty, n._slicedToArray, n._asyncToGenerator, n._regeneratorRuntime));
	})(e, (function(e, t, n, r, i, a) {
		function o(e, t) {
			var n = Object.keys(e);
			if (Object.getOwnPropertySymbols) {
				var r = Object.getOwnPropertySymbols(e);
				t && (r = r.filter(function(t) {
					return Object.getOwnPropertyDescriptor(e, t).enumerable;
				})), n.push.apply(n, r);
			}
			return n;
		}
		function s(e) {
			for (var t = 1; t < arguments.length; t++) {
				var r = arguments[t] == null ? {} : arguments[t];
				t % 2 ? o(Object(r), !0).forEach(function(t) {
					n(e, t, r[t]);
				}) : Object.getOwnPropertyDescriptors ? Object.defineProperties(e, Object.getOwnPropertyDescriptors(r)) : o(Object(r)).forEach(function(t) {
					Object.defineProperty(e, t, Object.getOwnPropertyDescriptor(r, t));
				});
			}
			return e;
		}
		var c = function(e, t, i, a) {
			return function(o) {
				var c = t(o);
				return function(t) {
					var o = e(t);
					t.addEventListener("message", function(e) {
						var t = e.data, n = t.id;
						if (n !== null && o.has(n)) {
							var r = o.get(n), i = r.reject, a = r.resolve;
							o.delete(n), t.error === void 0 ? a(t.result) : i(Error(t.error.message));
						}
					}), a(t) && t.start();
					for (var l = function(e) {
						var n = arguments.length > 1 && arguments[1] !== void 0 ? arguments[1] : null, r = arguments.length > 2 && arguments[2] !== void 0 ? arguments[2] : [];
						return new Promise(function(a, s) {
							var c = i(o);
							o.set(c, {
								reject: s,
								resolve: a
							}), n === null ? t.postMessage({
								id: c,
								method: e
							}, r) : t.postMessage({
								id: c,
								method: e,
								params: n
							}, r);
						});
					}, u = function(e, n) {
						var r = arguments.length > 2 && arguments[2] !== void 0 ? arguments[2] : [];
						t.postMessage({
							id: null,
							method: e,
							params: n
						}, r);
					}, d = {}, f = 0, p = Object.entries(c); f < p.length; f++) {
						var m = r(p[f], 2), h = m[0], g = m[1];
						d = s(s({}, d), {}, n({}, h, g({
							call: l,
							notify: u
						})));
					}
					return s({}, d);
				};
			};
		}, l = function(e) {
			return function(t) {
				if (e.has(t)) return e.get(t);
				var n = /* @__PURE__ */ new Map();
				return e.set(t, n), n;
			};
		};
		function u(e, t) {
			var n = Object.keys(e);
			if (Object.getOwnPropertySymbols) {
				var r = Object.getOwnPropertySymbols(e);
				t && (r = r.filter(function(t) {
					return Object.getOwnPropertyDescriptor(e, t).enumerable;
				})), n.push.apply(n, r);
			}
			return n;
		}
		function d(e) {
			for (var t = 1; t < arguments.length; t++) {
				var r = arguments[t] == null ? {} : arguments[t];
				t % 2 ? u(Object(r), !0).forEach(function(t) {
					n(e, t, r[t]);
				}) : Object.getOwnPropertyDescriptors ? Object.defineProperties(e, Object.getOwnPropertyDescriptors(r)) : u(Object(r)).forEach(function(t) {
					Object.defineProperty(e, t, Object.getOwnPropertyDescriptor(r, t));
				});
			}
			return e;
		}
		e.createBroker = c(l(/* @__PURE__ */ new WeakMap()), function(e) {
			return function(t) {
				return d(d({}, t), {}, {
					connect: function(t) {
						var n = t.call;
						return i(a.mark(function t() {
							var r, i, o, s;
							return a.wrap(function(t) {
								for (;;) switch (t.prev = t.next) {
									case 0: return r = new MessageChannel(), i = r.port1, o = r.port2, t.next = 1, n("connect", { port: i }, [i]);
									case 1: return s = t.sent, e.set(o, s), t.abrupt("return", o);
									case 2:
									case "end": return t.stop();
								}
							}, t);
						}));
					},
					disconnect: function(t) {
						var n = t.call;
						return (function() {
							var t = i(a.mark(function t(r) {
								var i;
								return a.wrap(function(t) {
									for (;;) switch (t.prev = t.next) {
										case 0:
											if (i = e.get(r), i !== void 0) {
												t.next = 1;
												break;
											}
											throw Error("The given port is not connected.");
										case 1: return t.next = 2, n("disconnect", { portId: i });
										case 2:
										case "end": return t.stop();
									}
								}, t);
							}));
							return function(e) {
								return t.apply(this, arguments);
							};
						})();
					},
					isSupported: function(e) {
						var t = e.call;
						return function() {
							return t("isSupported");
						};
					}
				});
			};
		}(/* @__PURE__ */ new WeakMap()), t.generateUniqueNumber, function(e) {
			return typeof e.start == "function";
		});
	}));
}), cr = m((e, t) => {
	v(), J(), q(), (function(n, r) {
		typeof e == "object" && typeof t < "u" ? r(e, sr(), zn(), Bn()) : typeof define == "function" && define.amd ? define([
			"exports",
			"broker-factory",
			"fast-unique-numbers",
			"@babel/runtime/helpers/typeof"
		], r) : (n = typeof globalThis < "u" ? globalThis : n || self, r(n.workerTimersBroker = {}, n.brokerFactory, n.fastUniqueNumbers, n._typeof));
	})(e, (function(e, t, n, r) {
		var i = function(e) {
			return function(t) {
				return function(n) {
					r(e.get(n)) === "symbol" && (e.set(n, null), t(n).then(function() {
						e.delete(n);
					}));
				};
			};
		}, a = function(e) {
			return function(t) {
				return function(n) {
					r(e.get(n)) === "symbol" && (e.set(n, null), t(n).then(function() {
						e.delete(n);
					}));
				};
			};
		}, o = function(e, t) {
			return function(n) {
				return function(r) {
					for (var i = arguments.length > 1 && arguments[1] !== void 0 ? arguments[1] : 0, a = arguments.length, o = Array(a > 2 ? a - 2 : 0), s = 2; s < a; s++) o[s - 2] = arguments[s];
					var c = Symbol(), l = e(t);
					t.set(l, c);
					var u = function() {
						return n(i, l).then(function() {
							var e = t.get(l);
							if (e === void 0) throw Error("The timer is in an undefined state.");
							e === c && (r.apply(void 0, o), t.get(l) === c && u());
						});
					};
					return u(), l;
				};
			};
		}, s = function(e, t) {
			return function(n) {
				return function(r) {
					for (var i = arguments.length > 1 && arguments[1] !== void 0 ? arguments[1] : 0, a = arguments.length, o = Array(a > 2 ? a - 2 : 0), s = 2; s < a; s++) o[s - 2] = arguments[s];
					var c = Symbol(), l = e(t);
					return t.set(l, c), n(i, l).then(function() {
						var e = t.get(l);
						if (e === void 0) throw Error("The timer is in an undefined state.");
						e === c && (t.delete(l), r.apply(void 0, o));
					}), l;
				};
			};
		}, c = /* @__PURE__ */ new Map([[0, null]]), l = /* @__PURE__ */ new Map([[0, null]]), u = i(c), d = a(l), f = o(n.generateUniqueNumber, c), p = s(n.generateUniqueNumber, l), m = t.createBroker({
			clearInterval: function(e) {
				var t = e.call;
				return u(function(e) {
					return t("clear", {
						timerId: e,
						timerType: "interval"
					});
				});
			},
			clearTimeout: function(e) {
				var t = e.call;
				return d(function(e) {
					return t("clear", {
						timerId: e,
						timerType: "timeout"
					});
				});
			},
			setInterval: function(e) {
				var t = e.call;
				return f(function(e, n) {
					return t("set", {
						delay: e,
						now: performance.timeOrigin + performance.now(),
						timerId: n,
						timerType: "interval"
					});
				});
			},
			setTimeout: function(e) {
				var t = e.call;
				return p(function(e, n) {
					return t("set", {
						delay: e,
						now: performance.timeOrigin + performance.now(),
						timerId: n,
						timerType: "timeout"
					});
				});
			}
		});
		e.load = function(e) {
			return m(new Worker(e));
		}, e.wrap = m;
	}));
}), lr = m((e, t) => {
	v(), J(), q(), (function(n, r) {
		typeof e == "object" && typeof t < "u" ? r(e, cr()) : typeof define == "function" && define.amd ? define(["exports", "worker-timers-broker"], r) : (n = typeof globalThis < "u" ? globalThis : n || self, r(n.workerTimers = {}, n.workerTimersBroker));
	})(e, (function(e, t) {
		var n = function(e, t) {
			var n = null;
			return function() {
				if (n !== null) return n;
				var r = new Blob([t], { type: "application/javascript; charset=utf-8" }), i = URL.createObjectURL(r);
				return n = e(i), setTimeout(function() {
					return URL.revokeObjectURL(i);
				}), n;
			};
		}(t.load, "(()=>{var e={389(e,t){!function(e){\"use strict\";var t=function(e){return function(t){var r=e(t);return t.add(r),r}},r=function(e){return function(t,r){return e.set(t,r),r}},n=void 0===Number.MAX_SAFE_INTEGER?9007199254740991:Number.MAX_SAFE_INTEGER,o=536870912,u=2*o,a=function(e,t){return function(r){var a=t.get(r),i=void 0===a?r.size:a<u?a+1:0;if(!r.has(i))return e(r,i);if(r.size<o){for(;r.has(i);)i=Math.floor(Math.random()*u);return e(r,i)}if(r.size>n)throw new Error(\"Congratulations, you created a collection of unique numbers which uses all available integers!\");for(;r.has(i);)i=Math.floor(Math.random()*n);return e(r,i)}},i=new WeakMap,s=r(i),c=a(s,i),f=t(c);e.addUniqueNumber=f,e.generateUniqueNumber=c}(t)},623(e,t,r){!function(e,t,r,n,o){\"use strict\";var u={INTERNAL_ERROR:-32603,INVALID_PARAMS:-32602,METHOD_NOT_FOUND:-32601},a=function(e,t){return Object.assign(new Error(e),{status:t})},i=function(e){return a('The requested method called \"'.concat(e,'\" is not supported.'),u.METHOD_NOT_FOUND)},s=function(e){return a('The handler of the method called \"'.concat(e,'\" returned no required result.'),u.INTERNAL_ERROR)},c=function(e){return a('The handler of the method called \"'.concat(e,'\" returned an unexpected result.'),u.INTERNAL_ERROR)},f=function(e){return a('The specified parameter called \"portId\" with the given value \"'.concat(e,'\" does not identify a port connected to this worker.'),u.INVALID_PARAMS)},l=function(e,n){return function(){var o=t(r.mark(function t(o){var u,a,f,l,p,d,v,x,y,b,h,m,_,g,w;return r.wrap(function(t){for(;;)switch(t.prev=t.next){case 0:if(u=o.data,a=u.id,f=u.method,l=u.params,p=n[f],t.prev=1,void 0!==p){t.next=2;break}throw i(f);case 2:if(void 0!==(d=void 0===l?p():p(l))){t.next=3;break}throw s(f);case 3:if(!(d instanceof Promise)){t.next=5;break}return t.next=4,d;case 4:g=t.sent,t.next=6;break;case 5:g=d;case 6:if(v=g,null!==a){t.next=8;break}if(void 0===v.result){t.next=7;break}throw c(f);case 7:t.next=10;break;case 8:if(void 0!==v.result){t.next=9;break}throw c(f);case 9:x=v.result,y=v.transferables,b=void 0===y?[]:y,e.postMessage({id:a,result:x},b);case 10:t.next=12;break;case 11:t.prev=11,w=t.catch(1),h=w.message,m=w.status,_=void 0===m?-32603:m,e.postMessage({error:{code:_,message:h},id:a});case 12:case\"end\":return t.stop()}},t,null,[[1,11]])}));return function(e){return o.apply(this,arguments)}}()},p=function(){return new Promise(function(e){var t=new ArrayBuffer(0),r=new MessageChannel,n=r.port1,o=r.port2;n.onmessage=function(t){var r=t.data;return e(null!==r)},o.postMessage(t,[t])})};function d(e,t){var r=Object.keys(e);if(Object.getOwnPropertySymbols){var n=Object.getOwnPropertySymbols(e);t&&(n=n.filter(function(t){return Object.getOwnPropertyDescriptor(e,t).enumerable})),r.push.apply(r,n)}return r}function v(e){for(var t=1;t<arguments.length;t++){var r=null!=arguments[t]?arguments[t]:{};t%2?d(Object(r),!0).forEach(function(t){n(e,t,r[t])}):Object.getOwnPropertyDescriptors?Object.defineProperties(e,Object.getOwnPropertyDescriptors(r)):d(Object(r)).forEach(function(t){Object.defineProperty(e,t,Object.getOwnPropertyDescriptor(r,t))})}return e}var x=new Map,y=function(e,n,u){return v(v({},n),{},{connect:function(t){var r=t.port;r.start();var u=e(r,n),a=o.generateUniqueNumber(x);return x.set(a,function(){u(),r.close(),x.delete(a)}),{result:a}},disconnect:function(e){var t=e.portId,r=x.get(t);if(void 0===r)throw f(t);return r(),{result:null}},isSupported:function(){var e=t(r.mark(function e(){var t,n,o;return r.wrap(function(e){for(;;)switch(e.prev=e.next){case 0:return e.next=1,p();case 1:if(!e.sent){e.next=5;break}if(!((t=u())instanceof Promise)){e.next=3;break}return e.next=2,t;case 2:o=e.sent,e.next=4;break;case 3:o=t;case 4:return n=o,e.abrupt(\"return\",{result:n});case 5:return e.abrupt(\"return\",{result:!1});case 6:case\"end\":return e.stop()}},e)}));function n(){return e.apply(this,arguments)}return n}()})},b=function(e,t){var r=y(b,t,arguments.length>2&&void 0!==arguments[2]?arguments[2]:function(){return!0}),n=l(e,r);return e.addEventListener(\"message\",n),function(){return e.removeEventListener(\"message\",n)}};e.createWorker=b,e.isSupported=p}(t,r(293),r(756),r(693),r(389))},472(e,t,r){!function(e,t,r,n){\"use strict\";var o=function(e,t){return function(r){var o=t.get(r);if(void 0===o)return Promise.resolve(!1);var u=n(o,2),a=u[0],i=u[1];return e(a),t.delete(r),i(!1),Promise.resolve(!0)}},u=function(e,t){var r=function(n,o,u,a){var i=n-e.now();i>0?o.set(a,[t(r,i,n,o,u,a),u]):(o.delete(a),u(!0))};return r},a=function(e,t,r,n){return function(o,u,a){var i=o+u-t.timeOrigin,s=i-t.now();return new Promise(function(t){e.set(a,[r(n,s,i,e,t,a),t])})}},i=new Map,s=o(globalThis.clearTimeout,i),c=new Map,f=o(globalThis.clearTimeout,c),l=u(performance,globalThis.setTimeout),p=a(i,performance,globalThis.setTimeout,l),d=a(c,performance,globalThis.setTimeout,l);r.createWorker(self,{clear:function(){var r=e(t.mark(function e(r){var n,o,u;return t.wrap(function(e){for(;;)switch(e.prev=e.next){case 0:return n=r.timerId,o=r.timerType,e.next=1,\"interval\"===o?s(n):f(n);case 1:return u=e.sent,e.abrupt(\"return\",{result:u});case 2:case\"end\":return e.stop()}},e)}));function n(e){return r.apply(this,arguments)}return n}(),set:function(){var r=e(t.mark(function e(r){var n,o,u,a,i;return t.wrap(function(e){for(;;)switch(e.prev=e.next){case 0:return n=r.delay,o=r.now,u=r.timerId,a=r.timerType,e.next=1,(\"interval\"===a?p:d)(n,o,u);case 1:return i=e.sent,e.abrupt(\"return\",{result:i});case 2:case\"end\":return e.stop()}},e)}));function n(e){return r.apply(this,arguments)}return n}()})}(r(293),r(756),r(623),r(715))},172(e){e.exports=function(e,t){this.v=e,this.k=t},e.exports.__esModule=!0,e.exports.default=e.exports},79(e){e.exports=function(e,t){(null==t||t>e.length)&&(t=e.length);for(var r=0,n=Array(t);r<t;r++)n[r]=e[r];return n},e.exports.__esModule=!0,e.exports.default=e.exports},987(e){e.exports=function(e){if(Array.isArray(e))return e},e.exports.__esModule=!0,e.exports.default=e.exports},293(e){function t(e,t,r,n,o,u,a){try{var i=e[u](a),s=i.value}catch(e){return void r(e)}i.done?t(s):Promise.resolve(s).then(n,o)}e.exports=function(e){return function(){var r=this,n=arguments;return new Promise(function(o,u){var a=e.apply(r,n);function i(e){t(a,o,u,i,s,\"next\",e)}function s(e){t(a,o,u,i,s,\"throw\",e)}i(void 0)})}},e.exports.__esModule=!0,e.exports.default=e.exports},693(e,t,r){var n=r(736);e.exports=function(e,t,r){return(t=n(t))in e?Object.defineProperty(e,t,{value:r,enumerable:!0,configurable:!0,writable:!0}):e[t]=r,e},e.exports.__esModule=!0,e.exports.default=e.exports},156(e){e.exports=function(e,t){var r=null==e?null:\"undefined\"!=typeof Symbol&&e[Symbol.iterator]||e[\"@@iterator\"];if(null!=r){var n,o,u,a,i=[],s=!0,c=!1;try{if(u=(r=r.call(e)).next,0===t){if(Object(r)!==r)return;s=!1}else for(;!(s=(n=u.call(r)).done)&&(i.push(n.value),i.length!==t);s=!0);}catch(e){c=!0,o=e}finally{try{if(!s&&null!=r.return&&(a=r.return(),Object(a)!==a))return}finally{if(c)throw o}}return i}},e.exports.__esModule=!0,e.exports.default=e.exports},752(e){e.exports=function(){throw new TypeError(\"Invalid attempt to destructure non-iterable instance.\\nIn order to be iterable, non-array objects must have a [Symbol.iterator]() method.\")},e.exports.__esModule=!0,e.exports.default=e.exports},993(e,t,r){var n=r(546);function o(){var t,r,u=\"function\"==typeof Symbol?Symbol:{},a=u.iterator||\"@@iterator\",i=u.toStringTag||\"@@toStringTag\";function s(e,o,u,a){var i=o&&o.prototype instanceof f?o:f,s=Object.create(i.prototype);return n(s,\"_invoke\",function(e,n,o){var u,a,i,s=0,f=o||[],l=!1,p={p:0,n:0,v:t,a:d,f:d.bind(t,4),d:function(e,r){return u=e,a=0,i=t,p.n=r,c}};function d(e,n){for(a=e,i=n,r=0;!l&&s&&!o&&r<f.length;r++){var o,u=f[r],d=p.p,v=u[2];e>3?(o=v===n)&&(i=u[(a=u[4])?5:(a=3,3)],u[4]=u[5]=t):u[0]<=d&&((o=e<2&&d<u[1])?(a=0,p.v=n,p.n=u[1]):d<v&&(o=e<3||u[0]>n||n>v)&&(u[4]=e,u[5]=n,p.n=v,a=0))}if(o||e>1)return c;throw l=!0,n}return function(o,f,v){if(s>1)throw TypeError(\"Generator is already running\");for(l&&1===f&&d(f,v),a=f,i=v;(r=a<2?t:i)||!l;){u||(a?a<3?(a>1&&(p.n=-1),d(a,i)):p.n=i:p.v=i);try{if(s=2,u){if(a||(o=\"next\"),r=u[o]){if(!(r=r.call(u,i)))throw TypeError(\"iterator result is not an object\");if(!r.done)return r;i=r.value,a<2&&(a=0)}else 1===a&&(r=u.return)&&r.call(u),a<2&&(i=TypeError(\"The iterator does not provide a '\"+o+\"' method\"),a=1);u=t}else if((r=(l=p.n<0)?i:e.call(n,p))!==c)break}catch(e){u=t,a=1,i=e}finally{s=1}}return{value:r,done:l}}}(e,u,a),!0),s}var c={};function f(){}function l(){}function p(){}r=Object.getPrototypeOf;var d=[][a]?r(r([][a]())):(n(r={},a,function(){return this}),r),v=p.prototype=f.prototype=Object.create(d);function x(e){return Object.setPrototypeOf?Object.setPrototypeOf(e,p):(e.__proto__=p,n(e,i,\"GeneratorFunction\")),e.prototype=Object.create(v),e}return l.prototype=p,n(v,\"constructor\",p),n(p,\"constructor\",l),l.displayName=\"GeneratorFunction\",n(p,i,\"GeneratorFunction\"),n(v),n(v,i,\"Generator\"),n(v,a,function(){return this}),n(v,\"toString\",function(){return\"[object Generator]\"}),(e.exports=o=function(){return{w:s,m:x}},e.exports.__esModule=!0,e.exports.default=e.exports)()}e.exports=o,e.exports.__esModule=!0,e.exports.default=e.exports},869(e,t,r){var n=r(887);e.exports=function(e,t,r,o,u){var a=n(e,t,r,o,u);return a.next().then(function(e){return e.done?e.value:a.next()})},e.exports.__esModule=!0,e.exports.default=e.exports},887(e,t,r){var n=r(993),o=r(791);e.exports=function(e,t,r,u,a){return new o(n().w(e,t,r,u),a||Promise)},e.exports.__esModule=!0,e.exports.default=e.exports},791(e,t,r){var n=r(172),o=r(546);e.exports=function e(t,r){function u(e,o,a,i){try{var s=t[e](o),c=s.value;return c instanceof n?r.resolve(c.v).then(function(e){u(\"next\",e,a,i)},function(e){u(\"throw\",e,a,i)}):r.resolve(c).then(function(e){s.value=e,a(s)},function(e){return u(\"throw\",e,a,i)})}catch(e){i(e)}}var a;this.next||(o(e.prototype),o(e.prototype,\"function\"==typeof Symbol&&Symbol.asyncIterator||\"@asyncIterator\",function(){return this})),o(this,\"_invoke\",function(e,t,n){function o(){return new r(function(t,r){u(e,n,t,r)})}return a=a?a.then(o,o):o()},!0)},e.exports.__esModule=!0,e.exports.default=e.exports},546(e){function t(r,n,o,u){var a=Object.defineProperty;try{a({},\"\",{})}catch(r){a=0}e.exports=t=function(e,r,n,o){function u(r,n){t(e,r,function(e){return this._invoke(r,n,e)})}r?a?a(e,r,{value:n,enumerable:!o,configurable:!o,writable:!o}):e[r]=n:(u(\"next\",0),u(\"throw\",1),u(\"return\",2))},e.exports.__esModule=!0,e.exports.default=e.exports,t(r,n,o,u)}e.exports=t,e.exports.__esModule=!0,e.exports.default=e.exports},373(e){e.exports=function(e){var t=Object(e),r=[];for(var n in t)r.unshift(n);return function e(){for(;r.length;)if((n=r.pop())in t)return e.value=n,e.done=!1,e;return e.done=!0,e}},e.exports.__esModule=!0,e.exports.default=e.exports},633(e,t,r){var n=r(172),o=r(993),u=r(869),a=r(887),i=r(791),s=r(373),c=r(579);function f(){\"use strict\";var t=o(),r=t.m(f),l=(Object.getPrototypeOf?Object.getPrototypeOf(r):r.__proto__).constructor;function p(e){var t=\"function\"==typeof e&&e.constructor;return!!t&&(t===l||\"GeneratorFunction\"===(t.displayName||t.name))}var d={throw:1,return:2,break:3,continue:3};function v(e){var t,r;return function(n){t||(t={stop:function(){return r(n.a,2)},catch:function(){return n.v},abrupt:function(e,t){return r(n.a,d[e],t)},delegateYield:function(e,o,u){return t.resultName=o,r(n.d,c(e),u)},finish:function(e){return r(n.f,e)}},r=function(e,r,o){n.p=t.prev,n.n=t.next;try{return e(r,o)}finally{t.next=n.n}}),t.resultName&&(t[t.resultName]=n.v,t.resultName=void 0),t.sent=n.v,t.next=n.n;try{return e.call(this,t)}finally{n.p=t.prev,n.n=t.next}}}return(e.exports=f=function(){return{wrap:function(e,r,n,o){return t.w(v(e),r,n,o&&o.reverse())},isGeneratorFunction:p,mark:t.m,awrap:function(e,t){return new n(e,t)},AsyncIterator:i,async:function(e,t,r,n,o){return(p(t)?a:u)(v(e),t,r,n,o)},keys:s,values:c}},e.exports.__esModule=!0,e.exports.default=e.exports)()}e.exports=f,e.exports.__esModule=!0,e.exports.default=e.exports},579(e,t,r){var n=r(738).default;e.exports=function(e){if(null!=e){var t=e[\"function\"==typeof Symbol&&Symbol.iterator||\"@@iterator\"],r=0;if(t)return t.call(e);if(\"function\"==typeof e.next)return e;if(!isNaN(e.length))return{next:function(){return e&&r>=e.length&&(e=void 0),{value:e&&e[r++],done:!e}}}}throw new TypeError(n(e)+\" is not iterable\")},e.exports.__esModule=!0,e.exports.default=e.exports},715(e,t,r){var n=r(987),o=r(156),u=r(122),a=r(752);e.exports=function(e,t){return n(e)||o(e,t)||u(e,t)||a()},e.exports.__esModule=!0,e.exports.default=e.exports},45(e,t,r){var n=r(738).default;e.exports=function(e,t){if(\"object\"!=n(e)||!e)return e;var r=e[Symbol.toPrimitive];if(void 0!==r){var o=r.call(e,t||\"default\");if(\"object\"!=n(o))return o;throw new TypeError(\"@@toPrimitive must return a primitive value.\")}return(\"string\"===t?String:Number)(e)},e.exports.__esModule=!0,e.exports.default=e.exports},736(e,t,r){var n=r(738).default,o=r(45);e.exports=function(e){var t=o(e,\"string\");return\"symbol\"==n(t)?t:t+\"\"},e.exports.__esModule=!0,e.exports.default=e.exports},738(e){function t(r){return e.exports=t=\"function\"==typeof Symbol&&\"symbol\"==typeof Symbol.iterator?function(e){return typeof e}:function(e){return e&&\"function\"==typeof Symbol&&e.constructor===Symbol&&e!==Symbol.prototype?\"symbol\":typeof e},e.exports.__esModule=!0,e.exports.default=e.exports,t(r)}e.exports=t,e.exports.__esModule=!0,e.exports.default=e.exports},122(e,t,r){var n=r(79);e.exports=function(e,t){if(e){if(\"string\"==typeof e)return n(e,t);var r={}.toString.call(e).slice(8,-1);return\"Object\"===r&&e.constructor&&(r=e.constructor.name),\"Map\"===r||\"Set\"===r?Array.from(e):\"Arguments\"===r||/^(?:Ui|I)nt(?:8|16|32)(?:Clamped)?Array$/.test(r)?n(e,t):void 0}},e.exports.__esModule=!0,e.exports.default=e.exports},756(e,t,r){var n=r(633)();e.exports=n;try{regeneratorRuntime=n}catch(e){\"object\"==typeof globalThis?globalThis.regeneratorRuntime=n:Function(\"r\",\"regeneratorRuntime = r\")(n)}}},t={};function r(n){var o=t[n];if(void 0!==o)return o.exports;var u=t[n]={exports:{}};return e[n].call(u.exports,u,u.exports,r),u.exports}r.n=e=>{var t=e&&e.__esModule?()=>e.default:()=>e;return r.d(t,{a:t}),t},r.d=(e,t)=>{for(var n in t)r.o(t,n)&&!r.o(e,n)&&Object.defineProperty(e,n,{enumerable:!0,get:t[n]})},r.o=(e,t)=>Object.prototype.hasOwnProperty.call(e,t),(()=>{\"use strict\";r(472)})()})();");
		e.clearInterval = function(e) {
			return n().clearInterval(e);
		}, e.clearTimeout = function(e) {
			return n().clearTimeout(e);
		}, e.setInterval = function() {
			var e;
			return (e = n()).setInterval.apply(e, arguments);
		}, e.setTimeout = function() {
			var e;
			return (e = n()).setTimeout.apply(e, arguments);
		};
	}));
}), ur = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.isReactNativeBrowser = e.isWebWorker = void 0;
	var t = () => typeof window < "u" ? typeof navigator < "u" && navigator.userAgent?.toLowerCase().indexOf(" electron/") > -1 && y?.versions ? !Object.prototype.hasOwnProperty.call(y.versions, "electron") : typeof window.document < "u" : !1, n = () => !!(typeof self == "object" && self?.constructor?.name?.includes("WorkerGlobalScope") && typeof Deno > "u"), r = () => typeof navigator < "u" && navigator.product === "ReactNative", i = t() || n() || r();
	e.isWebWorker = n(), e.isReactNativeBrowser = r(), e.default = i;
}), dr = m((e) => {
	v(), J(), q();
	var t = e && e.__createBinding || (Object.create ? (function(e, t, n, r) {
		r === void 0 && (r = n);
		var i = Object.getOwnPropertyDescriptor(t, n);
		(!i || ("get" in i ? !t.__esModule : i.writable || i.configurable)) && (i = {
			enumerable: !0,
			get: function() {
				return t[n];
			}
		}), Object.defineProperty(e, r, i);
	}) : (function(e, t, n, r) {
		r === void 0 && (r = n), e[r] = t[n];
	})), n = e && e.__setModuleDefault || (Object.create ? (function(e, t) {
		Object.defineProperty(e, "default", {
			enumerable: !0,
			value: t
		});
	}) : function(e, t) {
		e.default = t;
	}), r = e && e.__importStar || (function() {
		var e = function(t) {
			return e = Object.getOwnPropertyNames || function(e) {
				var t = [];
				for (var n in e) Object.prototype.hasOwnProperty.call(e, n) && (t[t.length] = n);
				return t;
			}, e(t);
		};
		return function(r) {
			if (r && r.__esModule) return r;
			var i = {};
			if (r != null) for (var a = e(r), o = 0; o < a.length; o++) a[o] !== "default" && t(i, r, a[o]);
			return n(i, r), i;
		};
	})();
	Object.defineProperty(e, "__esModule", { value: !0 });
	var i = lr(), a = r(ur()), o = {
		set: i.setInterval,
		clear: i.clearInterval
	}, s = {
		set: (e, t) => setInterval(e, t),
		clear: (e) => clearInterval(e)
	};
	e.default = (e) => {
		switch (e) {
			case "native": return s;
			case "worker": return o;
			default: return a.default && !a.isWebWorker && !a.isReactNativeBrowser ? o : s;
		}
	};
}), fr = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var n = t(dr());
	e.default = class {
		_keepalive;
		timerId;
		timer;
		destroyed = !1;
		counter;
		client;
		_keepaliveTimeoutTimestamp;
		_intervalEvery;
		get keepaliveTimeoutTimestamp() {
			return this._keepaliveTimeoutTimestamp;
		}
		get intervalEvery() {
			return this._intervalEvery;
		}
		get keepalive() {
			return this._keepalive;
		}
		constructor(e, t) {
			this.client = e, this.timer = typeof t == "object" && "set" in t && "clear" in t ? t : (0, n.default)(t), this.setKeepalive(e.keepalive);
		}
		clear() {
			this.timerId &&= (this.timer.clear(this.timerId), null);
		}
		setKeepalive(e) {
			if (e *= 1e3, isNaN(e) || e <= 0 || e > 2147483647) throw Error(`Keepalive value must be an integer between 0 and 2147483647. Provided value is ${e}`);
			this._keepalive = e, this.reschedule(), this.client.log(`KeepaliveManager: set keepalive to ${e}ms`);
		}
		destroy() {
			this.clear(), this.destroyed = !0;
		}
		reschedule() {
			if (this.destroyed) return;
			this.clear(), this.counter = 0;
			let e = Math.ceil(this._keepalive * 1.5);
			this._keepaliveTimeoutTimestamp = Date.now() + e, this._intervalEvery = Math.ceil(this._keepalive / 2), this.timerId = this.timer.set(() => {
				this.destroyed || (this.counter += 1, this.counter === 2 ? this.client.sendPing() : this.counter > 2 && this.client.onKeepaliveTimeout());
			}, this._intervalEvery);
		}
	};
}), pr = m((e) => {
	v(), J(), q();
	var t = e && e.__createBinding || (Object.create ? (function(e, t, n, r) {
		r === void 0 && (r = n);
		var i = Object.getOwnPropertyDescriptor(t, n);
		(!i || ("get" in i ? !t.__esModule : i.writable || i.configurable)) && (i = {
			enumerable: !0,
			get: function() {
				return t[n];
			}
		}), Object.defineProperty(e, r, i);
	}) : (function(e, t, n, r) {
		r === void 0 && (r = n), e[r] = t[n];
	})), n = e && e.__setModuleDefault || (Object.create ? (function(e, t) {
		Object.defineProperty(e, "default", {
			enumerable: !0,
			value: t
		});
	}) : function(e, t) {
		e.default = t;
	}), r = e && e.__importStar || (function() {
		var e = function(t) {
			return e = Object.getOwnPropertyNames || function(e) {
				var t = [];
				for (var n in e) Object.prototype.hasOwnProperty.call(e, n) && (t[t.length] = n);
				return t;
			}, e(t);
		};
		return function(r) {
			if (r && r.__esModule) return r;
			var i = {};
			if (r != null) for (var a = e(r), o = 0; o < a.length; o++) a[o] !== "default" && t(i, r, a[o]);
			return n(i, r), i;
		};
	})(), i = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var a = i(bn()), o = on(), s = i(Sn()), c = i(mn()), l = r(Cn()), u = i(wn()), d = i(Fn()), f = kn(), p = i(In()), m = i(Ln()), h = En(), g = Rn(), _ = i(fr()), y = r(ur()), b = globalThis.setImmediate || ((...e) => {
		let t = e.shift();
		(0, h.nextTick)(() => {
			t(...e);
		});
	}), x = 65535, S = 147, C = {
		keepalive: 60,
		reschedulePings: !0,
		protocolId: "MQTT",
		protocolVersion: 4,
		reconnectPeriod: 1e3,
		connectTimeout: 3e4,
		clean: !0,
		resubscribe: !0,
		subscribeBatchSize: null,
		writeCache: !0,
		timerVariant: "auto"
	};
	e.default = class e extends g.TypedEventEmitter {
		static VERSION = h.MQTTJS_VERSION;
		connected;
		disconnecting;
		disconnected;
		reconnecting;
		incomingStore;
		outgoingStore;
		options;
		queueQoSZero;
		_reconnectCount;
		log;
		messageIdProvider;
		outgoing;
		messageIdToTopic;
		noop;
		keepaliveManager;
		stream;
		queue;
		streamBuilder;
		_resubscribeTopics;
		connackTimer;
		reconnectTimer;
		_storeProcessing;
		_packetIdsDuringStoreProcessing;
		_storeProcessingQueue;
		_firstConnection;
		topicAliasRecv;
		topicAliasSend;
		_incomingQoS2Ids;
		_receiveMaximum;
		_deferredReconnect;
		_currentPump;
		connackReceived;
		reconnectSuppressed;
		_authenticationMethod;
		connackPacket;
		_serverProperties;
		static defaultId() {
			return `mqttjs_${Math.random().toString(16).substr(2, 8)}`;
		}
		constructor(t, n) {
			super(), this.options = n || {};
			for (let e in C) typeof this.options[e] > "u" ? this.options[e] = C[e] : this.options[e] = n[e];
			this.log = this.options.log || (0, c.default)("mqttjs:client"), this.noop = this._noop.bind(this), this.log("MqttClient :: version:", e.VERSION), y.isWebWorker ? this.log("MqttClient :: environment", "webworker") : this.log("MqttClient :: environment", y.default ? "browser" : "node"), this.log("MqttClient :: options.protocol", n.protocol), this.log("MqttClient :: options.protocolVersion", n.protocolVersion), this.log("MqttClient :: options.username", n.username), this.log("MqttClient :: options.keepalive", n.keepalive), this.log("MqttClient :: options.reconnectPeriod", n.reconnectPeriod), this.log("MqttClient :: options.rejectUnauthorized", n.rejectUnauthorized), this.log("MqttClient :: options.properties.topicAliasMaximum", n.properties ? n.properties.topicAliasMaximum : void 0), this.options.clientId = typeof n.clientId == "string" ? n.clientId : e.defaultId(), this.log("MqttClient :: clientId", this.options.clientId), this.options.customHandleAcks = n.protocolVersion === 5 && n.customHandleAcks ? n.customHandleAcks : (...e) => {
				e[3](null, 0);
			}, this.options.writeCache || (a.default.writeToStream.cacheNumbers = !1), this.streamBuilder = t, this.messageIdProvider = typeof this.options.messageIdProvider > "u" ? new p.default() : this.options.messageIdProvider, this.outgoingStore = n.outgoingStore || new u.default(), this.incomingStore = n.incomingStore || new u.default(), this._incomingQoS2Ids = /* @__PURE__ */ new Set(), this._receiveMaximum = x;
			let r = n.properties?.receiveMaximum;
			r !== void 0 && (Number.isInteger(r) && r >= 1 && r <= x ? this._receiveMaximum = r : this.log("MqttClient :: options.properties.receiveMaximum %o is not an integer between 1 and %d, enforcing and advertising %d instead", r, x, x)), this.queueQoSZero = n.queueQoSZero === void 0 || n.queueQoSZero, this._resubscribeTopics = {}, this.messageIdToTopic = {}, this.keepaliveManager = null, this.connected = !1, this.disconnecting = !1, this.reconnecting = !1, this.queue = [], this.connackTimer = null, this.connackReceived = !1, this.reconnectSuppressed = !1, this.reconnectTimer = null, this._storeProcessing = !1, this._packetIdsDuringStoreProcessing = {}, this._storeProcessingQueue = [], this.outgoing = {}, this._firstConnection = !0, n.properties && n.properties.topicAliasMaximum > 0 && (n.properties.topicAliasMaximum > 65535 ? this.log("MqttClient :: options.properties.topicAliasMaximum is out of range") : this.topicAliasRecv = new m.default(n.properties.topicAliasMaximum)), this.on("connect", () => {
				let { queue: e } = this, t = () => {
					let n = e.shift();
					this.log("deliver :: entry %o", n);
					let r = null;
					if (!n) {
						this._resubscribe();
						return;
					}
					r = n.packet, this.log("deliver :: call _sendPacket for %o", r);
					let i = !0;
					r.messageId && r.messageId !== 0 && (this.messageIdProvider.register(r.messageId) || (i = !1)), i ? this._sendPacket(r, (e) => {
						n.cb && n.cb(e), t();
					}) : (this.log("messageId: %d has already used. The message is skipped and removed.", r.messageId), t());
				};
				this.log("connect :: sending queued packets"), t();
			}), this.on("close", () => {
				this.log("close :: connected set to `false`"), this.connected = !1, this.log("close :: clearing connackTimer"), clearTimeout(this.connackTimer), this._destroyKeepaliveManager(), this._serverProperties = void 0, this.topicAliasRecv && this.topicAliasRecv.clear(), this.log("close :: calling _setupReconnect"), this._setupReconnect();
			}), this.options.manualConnect || (this.log("MqttClient :: setting up stream"), this.connect());
		}
		handleAuth(e, t) {
			t();
		}
		handleMessage(e, t) {
			t();
		}
		_nextId() {
			return this.messageIdProvider.allocate();
		}
		getLastMessageId() {
			return this.messageIdProvider.getLastAllocated();
		}
		_trackIncomingQoS2Publish(e, t, n) {
			return this._incomingQoS2Ids.has(e) ? !0 : this.options.protocolVersion === 5 && this._incomingQoS2Ids.size >= this._receiveMaximum ? (this.log("_trackIncomingQoS2Publish :: inbound QoS 2 messages exceeded receiveMaximum %d", this._receiveMaximum), n?.discardParsedPackets(), (!n || n.isCurrent()) && this._cleanUp(!0), t(), this.emit("error", new h.ErrorWithReasonCode(`${f.ReasonCodes[S]}: ${this._incomingQoS2Ids.size + 1} inbound QoS 2 messages in flight, receiveMaximum is ${this._receiveMaximum}`, S)), !1) : (this._incomingQoS2Ids.add(e), !0);
		}
		_releaseIncomingQoS2Publish(e) {
			this._incomingQoS2Ids.delete(e);
		}
		_discardIncomingQoS2State() {
			if (this._incomingQoS2Ids.size !== 0) {
				this.log("_discardIncomingQoS2State :: session not resumed, dropping %d inbound QoS 2 message(s)", this._incomingQoS2Ids.size);
				for (let e of this._incomingQoS2Ids) this.incomingStore.del({ messageId: e }, this.noop);
				this._incomingQoS2Ids.clear();
			}
		}
		connect() {
			let e = new o.Writable(), t = a.default.parser(this.options), n = null, r = [], i = {
				discardParsedPackets: () => {
					r.length = 0;
				},
				isCurrent: () => this._currentPump === i
			};
			this._currentPump = i, this.connackReceived = !1, this.reconnectSuppressed = !1, this.log("connect :: calling method to clear reconnect"), this._clearReconnect(), this._serverProperties = void 0, this.disconnected && !this.reconnecting && (this.incomingStore = this.options.incomingStore || new u.default(), this.outgoingStore = this.options.outgoingStore || new u.default(), this._incomingQoS2Ids.clear(), this.disconnecting = !1, this.disconnected = !1), this.log("connect :: using streamBuilder provided to client to create stream"), this.stream = this.streamBuilder(this), t.on("packet", (e) => {
				this.log("parser :: on packet push to packets array."), r.push(e);
			});
			let s = () => {
				this.log("work :: getting next packet in queue"), this._currentPump !== i && (this.log("work :: pump superseded, dropping %d queued packets", r.length), r.length = 0);
				let e = r.shift();
				if (e) this.log("work :: packet pulled from queue"), (0, d.default)(this, e, c, i);
				else {
					this.log("work :: no packets in queue");
					let e = n;
					n = null, this.log("work :: done flag is %s", !!e), e && e();
				}
			}, c = () => {
				if (r.length) (0, h.nextTick)(s);
				else {
					let e = n;
					n = null, e && e();
				}
			};
			e._write = (e, r, i) => {
				n = i, this.log("writable stream :: parsing buffer"), t.parse(e), s();
			}, this.log("connect :: pipe stream to writable stream"), this.stream.pipe(e), this.stream.on("error", (e) => {
				this.log("streamErrorHandler :: error", e.message), e.code ? (this.log("streamErrorHandler :: emitting error"), this.emit("error", e)) : this.noop(e);
			}), this.stream.on("close", () => {
				this.log("(%s)stream :: on close", this.options.clientId), this._flushVolatile(), this.log("stream: emit close to MqttClient"), this.emit("close");
			}), this.log("connect: sending packet `connect`");
			let l = {
				cmd: "connect",
				protocolId: this.options.protocolId,
				protocolVersion: this.options.protocolVersion,
				clean: this.options.clean,
				clientId: this.options.clientId,
				keepalive: this.options.keepalive,
				username: this.options.username,
				password: this.options.password,
				properties: this.options.properties ? { ...this.options.properties } : void 0
			};
			if (l.properties?.receiveMaximum !== void 0 && (l.properties.receiveMaximum = this._receiveMaximum), this.options.will && (l.will = {
				...this.options.will,
				payload: this.options.will?.payload
			}), this.topicAliasRecv && (l.properties ||= {}, this.topicAliasRecv && (l.properties.topicAliasMaximum = this.topicAliasRecv.max)), this._authenticationMethod = l.properties?.authenticationMethod, this._writePacket(l), t.on("error", this.emit.bind(this, "error")), this.options.properties) {
				if (!this.options.properties.authenticationMethod && this.options.properties.authenticationData) return this.end(() => this.emit("error", /* @__PURE__ */ Error("Packet has no Authentication Method"))), this;
				if (this.options.properties.authenticationMethod && this.options.authPacket && typeof this.options.authPacket == "object") {
					let e = {
						cmd: "auth",
						reasonCode: 0,
						...this.options.authPacket
					};
					this._writePacket(e);
				}
			}
			return this.stream.setMaxListeners(1e3), clearTimeout(this.connackTimer), this.connackTimer = setTimeout(() => this._onConnackTimeout(), this.options.connectTimeout), this;
		}
		_onConnackTimeout() {
			this.log("!!connectTimeout hit!! Calling _cleanUp with force `true`"), this._cleanUp(!0), this.emit("error", /* @__PURE__ */ Error("connack timeout"));
		}
		publish(e, t, n, r) {
			this.log("publish :: message `%s` to topic `%s`", t, e);
			let { options: i } = this;
			typeof n == "function" && (r = n, n = null), n ||= {}, n = {
				qos: 0,
				retain: !1,
				dup: !1,
				...n
			};
			let { qos: a, retain: o, dup: s, properties: c, cbStorePut: l } = n;
			if (this._checkDisconnecting(r)) return this;
			let u = () => {
				let n = 0;
				if ((a === 1 || a === 2) && (n = this._nextId(), n === null)) return this.log("No messageId left"), !1;
				let u = {
					cmd: "publish",
					topic: e,
					payload: t,
					qos: a,
					retain: o,
					messageId: n,
					dup: s
				};
				switch (i.protocolVersion === 5 && (u.properties = c), this.log("publish :: qos", a), a) {
					case 1:
					case 2:
						this.outgoing[u.messageId] = {
							volatile: !1,
							cmd: "publish",
							cb: r || this.noop
						}, this.log("MqttClient:publish: packet cmd: %s", u.cmd), this._sendPacket(u, void 0, l);
						break;
					default: this.log("MqttClient:publish: packet cmd: %s", u.cmd), this._sendPacket(u, r, l);
				}
				return !0;
			};
			return (this._storeProcessing || this._storeProcessingQueue.length > 0 || !u()) && this._storeProcessingQueue.push({
				invoke: u,
				cbStorePut: n.cbStorePut,
				callback: r
			}), this;
		}
		publishAsync(e, t, n) {
			return new Promise((r, i) => {
				this.publish(e, t, n, (e, t) => {
					e ? i(e) : r(t);
				});
			});
		}
		subscribe(e, t, n) {
			let r = this.options.protocolVersion;
			typeof t == "function" && (n = t), n ||= this.noop;
			let i = !1, a = [];
			typeof e == "string" ? (e = [e], a = e) : Array.isArray(e) ? a = e : typeof e == "object" && (i = e.resubscribe, delete e.resubscribe, a = Object.keys(e));
			let o = l.validateTopics(a);
			if (o !== null) return b(n, /* @__PURE__ */ Error(`Invalid topic ${o}`)), this;
			if (this._checkDisconnecting(n)) return this.log("subscribe: discconecting true"), this;
			let s = { qos: 0 };
			r === 5 && (s.nl = !1, s.rap = !1, s.rh = 0), t = {
				...s,
				...t
			};
			let { properties: c } = t, u = [], d = (e, n) => {
				if (n ||= t, !Object.prototype.hasOwnProperty.call(this._resubscribeTopics, e) || this._resubscribeTopics[e].qos < n.qos || i) {
					let t = {
						topic: e,
						qos: n.qos
					};
					r === 5 && (t.nl = n.nl, t.rap = n.rap, t.rh = n.rh, t.properties = c), this.log("subscribe: pushing topic `%s` and qos `%s` to subs list", t.topic, t.qos), u.push(t);
				}
			};
			if (Array.isArray(e) ? e.forEach((e) => {
				this.log("subscribe: array topic %s", e), d(e);
			}) : Object.keys(e).forEach((t) => {
				this.log("subscribe: object topic %s, %o", t, e[t]), d(t, e[t]);
			}), !u.length) return n(null, []), this;
			let f = (e, t) => {
				let n = {
					cmd: "subscribe",
					subscriptions: e,
					messageId: t
				};
				if (c && (n.properties = c), this.options.resubscribe) {
					this.log("subscribe :: resubscribe true");
					let t = [];
					e.forEach((e) => {
						if (this.options.reconnectPeriod > 0) {
							let n = { qos: e.qos };
							r === 5 && (n.nl = e.nl || !1, n.rap = e.rap || !1, n.rh = e.rh || 0, n.properties = e.properties), this._resubscribeTopics[e.topic] = n, t.push(e.topic);
						}
					}), this.messageIdToTopic[n.messageId] = t;
				}
				let i = new Promise((t, r) => {
					this.outgoing[n.messageId] = {
						volatile: !0,
						cmd: "subscribe",
						cb: (n, i) => {
							if (n) {
								r(new h.ErrorWithSubackPacket(n.message, i));
								return;
							}
							let { granted: a } = i;
							if (a.length !== e.length) r(new h.ErrorWithSubackPacket(`Protocol error: suback granted ${a.length} reason code(s) for ${e.length} subscription(s)`, i)), this._cleanUp(!0);
							else {
								for (let t = 0; t < a.length; t += 1) e[t].qos = a[t];
								t(i);
							}
						}
					};
				});
				return this.log("subscribe :: call _sendPacket"), this._sendPacket(n), i;
			}, p = () => {
				let e = this.options.subscribeBatchSize ?? u.length, t = [];
				for (let n = 0; n < u.length; n += e) {
					let r = u.slice(n, n + e), i = this._nextId();
					if (i === null) return this.log("No messageId left"), !1;
					t.push(f(r, i));
				}
				return Promise.all(t).then((e) => {
					n(null, u, e.at(-1));
				}).catch((e) => {
					n(e, u, e.packet);
				}), !0;
			};
			return (this._storeProcessing || this._storeProcessingQueue.length > 0 || !p()) && this._storeProcessingQueue.push({
				invoke: p,
				callback: n
			}), this;
		}
		subscribeAsync(e, t) {
			return new Promise((n, r) => {
				this.subscribe(e, t, (e, t) => {
					e ? r(e) : n(t);
				});
			});
		}
		unsubscribe(e, t, n) {
			typeof e == "string" && (e = [e]), typeof t == "function" && (n = t), n ||= this.noop;
			let r = l.validateTopics(e);
			if (r !== null) return b(n, /* @__PURE__ */ Error(`Invalid topic ${r}`)), this;
			if (this._checkDisconnecting(n)) return this;
			let i = () => {
				let r = this._nextId();
				if (r === null) return this.log("No messageId left"), !1;
				let i = {
					cmd: "unsubscribe",
					messageId: r,
					unsubscriptions: []
				};
				return typeof e == "string" ? i.unsubscriptions = [e] : Array.isArray(e) && (i.unsubscriptions = e), this.options.resubscribe && i.unsubscriptions.forEach((e) => {
					delete this._resubscribeTopics[e];
				}), typeof t == "object" && t.properties && (i.properties = t.properties), this.outgoing[i.messageId] = {
					volatile: !0,
					cmd: "unsubscribe",
					cb: n
				}, this.log("unsubscribe: call _sendPacket"), this._sendPacket(i), !0;
			};
			return (this._storeProcessing || this._storeProcessingQueue.length > 0 || !i()) && this._storeProcessingQueue.push({
				invoke: i,
				callback: n
			}), this;
		}
		unsubscribeAsync(e, t) {
			return new Promise((n, r) => {
				this.unsubscribe(e, t, (e, t) => {
					e ? r(e) : n(t);
				});
			});
		}
		end(e, t, n) {
			this.log("end :: (%s)", this.options.clientId), (e == null || typeof e != "boolean") && (n ||= t, t = e, e = !1), typeof t != "object" && (n ||= t, t = null), this.log("end :: cb? %s", !!n), n && typeof n == "function" || (n = this.noop);
			let r = () => {
				this.log("end :: closeStores: closing incoming and outgoing stores"), this.disconnected = !0, this._incomingQoS2Ids.clear(), this.incomingStore.close((e) => {
					this.outgoingStore.close((t) => {
						if (this.log("end :: closeStores: emitting end"), this.emit("end"), n) {
							let r = e || t;
							this.log("end :: closeStores: invoking callback with args"), n(r);
						}
					});
				}), this._deferredReconnect ? this._deferredReconnect() : (this.options.reconnectPeriod === 0 || this.options.manualConnect) && (this.disconnecting = !1);
			}, i = () => {
				this.log("end :: (%s) :: finish :: calling _cleanUp with force %s", this.options.clientId, e), this._cleanUp(e, () => {
					this.log("end :: finish :: calling process.nextTick on closeStores"), (0, h.nextTick)(r);
				}, t);
			};
			return this.disconnecting ? (n(), this) : (this._clearReconnect(), this.disconnecting = !0, !e && Object.keys(this.outgoing).length > 0 ? (this.log("end :: (%s) :: calling finish in 10ms once outgoing is empty", this.options.clientId), this.once("outgoingEmpty", setTimeout.bind(null, i, 10))) : (this.log("end :: (%s) :: immediately calling finish", this.options.clientId), i()), this);
		}
		endAsync(e, t) {
			return new Promise((n, r) => {
				this.end(e, t, (e) => {
					e ? r(e) : n();
				});
			});
		}
		removeOutgoingMessage(e) {
			if (this.outgoing[e]) {
				let { cb: t } = this.outgoing[e];
				this._removeOutgoingAndStoreMessage(e, () => {
					t(/* @__PURE__ */ Error("Message removed"));
				});
			}
			return this;
		}
		reconnect(e) {
			this.log("client reconnect");
			let t = () => {
				e ? (this.options.incomingStore = e.incomingStore, this.options.outgoingStore = e.outgoingStore) : (this.options.incomingStore = null, this.options.outgoingStore = null), this.incomingStore = this.options.incomingStore || new u.default(), this.outgoingStore = this.options.outgoingStore || new u.default(), this._incomingQoS2Ids.clear(), this.disconnecting = !1, this.disconnected = !1, this._deferredReconnect = null, this._reconnect();
			};
			return this.disconnecting && !this.disconnected ? this._deferredReconnect = t : t(), this;
		}
		_flushVolatile() {
			this.outgoing && (this.log("_flushVolatile :: deleting volatile messages from the queue and setting their callbacks as error function"), Object.keys(this.outgoing).forEach((e) => {
				this.outgoing[e].volatile && typeof this.outgoing[e].cb == "function" && (this.outgoing[e].cb(/* @__PURE__ */ Error("Connection closed")), delete this.outgoing[e]);
			}));
		}
		_flush() {
			this.outgoing && (this.log("_flush: queue exists? %b", !!this.outgoing), Object.keys(this.outgoing).forEach((e) => {
				typeof this.outgoing[e].cb == "function" && (this.outgoing[e].cb(/* @__PURE__ */ Error("Connection closed")), delete this.outgoing[e]);
			}));
		}
		_removeTopicAliasAndRecoverTopicName(e) {
			let t;
			e.properties && (t = e.properties.topicAlias);
			let n = e.topic.toString();
			if (this.log("_removeTopicAliasAndRecoverTopicName :: alias %d, topic %o", t, n), n.length === 0) {
				if (typeof t > "u" || (n = this.topicAliasSend.getTopicByAlias(t), typeof n > "u")) return /* @__PURE__ */ Error("Unregistered Topic Alias");
				e.topic = n;
			}
			t && delete e.properties.topicAlias;
		}
		_checkDisconnecting(e) {
			return this.disconnecting && (e && e !== this.noop ? e(/* @__PURE__ */ Error("client disconnecting")) : this.emit("error", /* @__PURE__ */ Error("client disconnecting"))), this.disconnecting;
		}
		_reconnect() {
			this.log("_reconnect: emitting reconnect to client"), this.emit("reconnect"), this.connected ? (this.end(() => {
				this.connect();
			}), this.log("client already connected. disconnecting first.")) : (this.log("_reconnect: calling connect"), this.connect());
		}
		_setupReconnect() {
			!this.disconnecting && !this.reconnectSuppressed && !this.reconnectTimer && this.options.reconnectPeriod > 0 ? (this.reconnecting ||= (this.log("_setupReconnect :: emit `offline` state"), this.emit("offline"), this.log("_setupReconnect :: set `reconnecting` to `true`"), !0), this.log("_setupReconnect :: setting reconnectTimer for %d ms", this.options.reconnectPeriod), this.reconnectTimer = setInterval(() => {
				this.log("reconnectTimer :: reconnect triggered!"), this._reconnect();
			}, this.options.reconnectPeriod)) : this.log("_setupReconnect :: doing nothing...");
		}
		_clearReconnect() {
			this.log("_clearReconnect : clearing reconnect timer"), this.reconnectTimer &&= (clearInterval(this.reconnectTimer), null);
		}
		_cleanUp(e, t, n = {}) {
			if (t && (this.log("_cleanUp :: done callback provided for on stream close"), this.stream.on("close", t)), this.log("_cleanUp :: forced? %s", e), e) this.options.reconnectPeriod === 0 && this.options.clean && this._flush(), this.log("_cleanUp :: (%s) :: destroying stream", this.options.clientId), this.stream.destroy();
			else {
				let e = {
					cmd: "disconnect",
					...n
				};
				this.log("_cleanUp :: (%s) :: call _sendPacket with disconnect packet", this.options.clientId), this._sendPacket(e, () => {
					this.log("_cleanUp :: (%s) :: destroying stream", this.options.clientId), b(() => {
						this.stream.end(() => {
							this.log("_cleanUp :: (%s) :: stream destroyed", this.options.clientId);
						});
					});
				});
			}
			!this.disconnecting && !this.reconnecting && (this.log("_cleanUp :: client not disconnecting/reconnecting. Clearing and resetting reconnect."), this._clearReconnect(), this._setupReconnect()), this._destroyKeepaliveManager(), t && !this.connected && (this.log("_cleanUp :: (%s) :: removing stream `done` callback `close` listener", this.options.clientId), this.stream.removeListener("close", t), t());
		}
		_storeAndSend(e, t, n) {
			this.log("storeAndSend :: store packet with cmd %s to outgoingStore", e.cmd);
			let r = e, i;
			if (r.cmd === "publish" && (r = (0, s.default)(e), i = this._removeTopicAliasAndRecoverTopicName(r), i)) return t && t(i);
			this.outgoingStore.put(r, (r) => {
				if (r) return t && t(r);
				n(), this._writePacket(e, t);
			});
		}
		_applyTopicAlias(e) {
			if (this.options.protocolVersion === 5 && e.cmd === "publish") {
				let t;
				e.properties && (t = e.properties.topicAlias);
				let n = e.topic.toString();
				if (this.topicAliasSend) {
					if (t) {
						if (n.length !== 0 && (this.log("applyTopicAlias :: register topic: %s - alias: %d", n, t), !this.topicAliasSend.put(n, t))) return this.log("applyTopicAlias :: error out of range. topic: %s - alias: %d", n, t), /* @__PURE__ */ Error("Sending Topic Alias out of range");
					} else n.length !== 0 && (this.options.autoAssignTopicAlias ? (t = this.topicAliasSend.getAliasByTopic(n), t ? (e.topic = "", e.properties = {
						...e.properties,
						topicAlias: t
					}, this.log("applyTopicAlias :: auto assign(use) topic: %s - alias: %d", n, t)) : (t = this.topicAliasSend.getLruAlias(), this.topicAliasSend.put(n, t), e.properties = {
						...e.properties,
						topicAlias: t
					}, this.log("applyTopicAlias :: auto assign topic: %s - alias: %d", n, t))) : this.options.autoUseTopicAlias && (t = this.topicAliasSend.getAliasByTopic(n), t && (e.topic = "", e.properties = {
						...e.properties,
						topicAlias: t
					}, this.log("applyTopicAlias :: auto use topic: %s - alias: %d", n, t))));
				} else if (t) return this.log("applyTopicAlias :: error out of range. topic: %s - alias: %d", n, t), /* @__PURE__ */ Error("Sending Topic Alias out of range");
			}
		}
		_noop(e) {
			this.log("noop ::", e);
		}
		_writePacket(e, t) {
			this.log("_writePacket :: packet: %O", e), this.log("_writePacket :: emitting `packetsend`"), this.emit("packetsend", e), this.log("_writePacket :: writing to stream");
			let n = a.default.writeToStream(e, this.stream, this.options);
			this.log("_writePacket :: writeToStream result %s", n), !n && t && t !== this.noop ? (this.log("_writePacket :: handle events on `drain` once through callback."), this.stream.once("drain", t)) : t && (this.log("_writePacket :: invoking cb"), t());
		}
		_sendPacket(e, t, n, r) {
			this.log("_sendPacket :: (%s) ::  start", this.options.clientId), n ||= this.noop, t ||= this.noop;
			let i = this._applyTopicAlias(e);
			if (i) t(i);
			else if (!this.connected) {
				if (e.cmd === "auth") {
					this._writePacket(e, t);
					return;
				}
				this.log("_sendPacket :: client not connected. Storing packet offline."), this._storePacket(e, t, n);
			} else if (r) this._writePacket(e, t);
			else {
				switch (e.cmd) {
					case "publish": break;
					case "pubrel":
						this._storeAndSend(e, t, n);
						return;
					default:
						this._writePacket(e, t);
						return;
				}
				switch (e.qos) {
					case 2:
					case 1:
						this._storeAndSend(e, t, n);
						break;
					default: this._writePacket(e, t);
				}
				this.log("_sendPacket :: (%s) ::  end", this.options.clientId);
			}
		}
		_storePacket(e, t, n) {
			this.log("_storePacket :: packet: %o", e), this.log("_storePacket :: cb? %s", !!t), n ||= this.noop;
			let r = e;
			if (r.cmd === "publish") {
				r = (0, s.default)(e);
				let n = this._removeTopicAliasAndRecoverTopicName(r);
				if (n) return t && t(n);
			}
			let i = r.qos || 0;
			i === 0 && this.queueQoSZero || r.cmd !== "publish" ? this.queue.push({
				packet: r,
				cb: t
			}) : i > 0 ? (t = this.outgoing[r.messageId] ? this.outgoing[r.messageId].cb : null, this.outgoingStore.put(r, (e) => {
				if (e) return t && t(e);
				n();
			})) : t && t(/* @__PURE__ */ Error("No connection to broker"));
		}
		get serverProperties() {
			return this._serverProperties;
		}
		get keepalive() {
			let e = this.connected ? this._serverProperties?.serverKeepAlive : void 0;
			return e && this.options.keepalive ? e : this.options.keepalive;
		}
		_setupKeepaliveManager() {
			this.log("_setupKeepaliveManager :: keepalive %d (seconds)", this.keepalive), !this.keepaliveManager && this.keepalive && (this.keepaliveManager = new _.default(this, this.options.timerVariant));
		}
		_destroyKeepaliveManager() {
			this.keepaliveManager &&= (this.log("_destroyKeepaliveManager :: destroying keepalive manager"), this.keepaliveManager.destroy(), null);
		}
		reschedulePing(e = !1) {
			this.keepaliveManager && this.keepalive && (e || this.options.reschedulePings) && this._reschedulePing();
		}
		_reschedulePing() {
			this.log("_reschedulePing :: rescheduling ping"), this.keepaliveManager.reschedule();
		}
		sendPing() {
			this.log("_sendPing :: sending pingreq"), this._sendPacket({ cmd: "pingreq" });
		}
		onKeepaliveTimeout() {
			this.log("onKeepaliveTimeout :: calling _cleanUp with force true"), this._cleanUp(!0), this.emit("error", /* @__PURE__ */ Error("Keepalive timeout"));
		}
		_resubscribe() {
			this.log("_resubscribe");
			let e = Object.keys(this._resubscribeTopics);
			if (!this._firstConnection && (this.options.clean || this.options.protocolVersion >= 4 && !this.connackPacket.sessionPresent) && e.length > 0) {
				if (this.options.resubscribe) {
					if (this.options.protocolVersion === 5) {
						this.log("_resubscribe: protocolVersion 5");
						for (let t = 0; t < e.length; t++) {
							let n = {};
							n[e[t]] = this._resubscribeTopics[e[t]], n.resubscribe = !0, this.subscribe(n, { properties: n[e[t]].properties });
						}
					} else this._resubscribeTopics.resubscribe = !0, this.subscribe(this._resubscribeTopics);
				} else this._resubscribeTopics = {};
			}
			this._firstConnection = !1;
		}
		_onConnect(e) {
			if (this.disconnected) {
				this.emit("connect", e);
				return;
			}
			this.connackPacket = e, !this.options.clean && (this.options.protocolVersion < 4 || e.sessionPresent === !0) || this._discardIncomingQoS2State(), this.messageIdProvider.clear(), this.connected = !0, this._setupKeepaliveManager();
			let t = () => {
				let n = this.outgoingStore.createStream(), r = () => {
					n.destroy(), n = null, this._flushStoreProcessingQueue(), i();
				}, i = () => {
					this._storeProcessing = !1, this._packetIdsDuringStoreProcessing = {};
				};
				this.once("close", r), n.on("error", (e) => {
					i(), this._flushStoreProcessingQueue(), this.removeListener("close", r), this.emit("error", e);
				});
				let a = () => {
					if (!n) return;
					let e = n.read(1), t;
					e ? (this._storeProcessing = !0, this._packetIdsDuringStoreProcessing[e.messageId] ? a() : !this.disconnecting && !this.reconnectTimer ? (t = this.outgoing[e.messageId] ? this.outgoing[e.messageId].cb : null, this.outgoing[e.messageId] = {
						volatile: !1,
						cmd: e.cmd,
						cb(e, n) {
							t && t(e, n), a();
						}
					}, this._packetIdsDuringStoreProcessing[e.messageId] = !0, this.messageIdProvider.register(e.messageId) ? this._sendPacket(e, void 0, void 0, !0) : this.log("messageId: %d has already used.", e.messageId)) : n.destroy && n.destroy()) : n.once("readable", a);
				};
				n.on("end", () => {
					let n = !0;
					for (let e in this._packetIdsDuringStoreProcessing) if (!this._packetIdsDuringStoreProcessing[e]) {
						n = !1;
						break;
					}
					this.removeListener("close", r), n ? (i(), this._invokeAllStoreProcessingQueue(), this.emit("connect", e)) : t();
				}), a();
			};
			t();
		}
		_invokeStoreProcessingQueue() {
			if (!this._storeProcessing && this._storeProcessingQueue.length > 0) {
				let e = this._storeProcessingQueue[0];
				if (e && e.invoke()) return this._storeProcessingQueue.shift(), !0;
			}
			return !1;
		}
		_invokeAllStoreProcessingQueue() {
			for (; this._invokeStoreProcessingQueue(););
		}
		_flushStoreProcessingQueue() {
			for (let e of this._storeProcessingQueue) e.cbStorePut && e.cbStorePut(/* @__PURE__ */ Error("Connection closed")), e.callback && e.callback(/* @__PURE__ */ Error("Connection closed"));
			this._storeProcessingQueue.splice(0);
		}
		_removeOutgoingAndStoreMessage(e, t) {
			delete this.outgoing[e], this.outgoingStore.del({ messageId: e }, (n, r) => {
				t(n, r), this.messageIdProvider.deallocate(e), this._invokeStoreProcessingQueue();
			});
		}
	};
}), mr = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = jn();
	e.default = class {
		numberAllocator;
		lastId;
		constructor() {
			this.numberAllocator = new t.NumberAllocator(1, 65535);
		}
		allocate() {
			return this.lastId = this.numberAllocator.alloc(), this.lastId;
		}
		getLastAllocated() {
			return this.lastId;
		}
		register(e) {
			return this.numberAllocator.use(e);
		}
		deallocate(e) {
			this.numberAllocator.free(e);
		}
		clear() {
			this.numberAllocator.clear();
		}
	};
});
function hr() {
	if (_r) return gr;
	_r = !0;
	let e = 2147483647, t = /^xn--/, n = /[^\0-\x7F]/, r = /[\x2E\u3002\uFF0E\uFF61]/g, i = {
		overflow: "Overflow: input needs wider integers to process",
		"not-basic": "Illegal input >= 0x80 (not a basic code point)",
		"invalid-input": "Invalid input"
	}, a = Math.floor, o = String.fromCharCode;
	function s(e) {
		throw RangeError(i[e]);
	}
	function c(e, t) {
		let n = [], r = e.length;
		for (; r--;) n[r] = t(e[r]);
		return n;
	}
	function l(e, t) {
		let n = e.split("@"), i = "";
		n.length > 1 && (i = n[0] + "@", e = n[1]), e = e.replace(r, ".");
		let a = c(e.split("."), t).join(".");
		return i + a;
	}
	function u(e) {
		let t = [], n = 0, r = e.length;
		for (; n < r;) {
			let i = e.charCodeAt(n++);
			if (i >= 55296 && i <= 56319 && n < r) {
				let r = e.charCodeAt(n++);
				(r & 64512) == 56320 ? t.push(((i & 1023) << 10) + (r & 1023) + 65536) : (t.push(i), n--);
			} else t.push(i);
		}
		return t;
	}
	let d = (e) => String.fromCodePoint(...e), f = function(e) {
		return e >= 48 && e < 58 ? 26 + (e - 48) : e >= 65 && e < 91 ? e - 65 : e >= 97 && e < 123 ? e - 97 : 36;
	}, p = function(e, t) {
		return e + 22 + 75 * (e < 26) - ((t != 0) << 5);
	}, m = function(e, t, n) {
		let r = 0;
		for (e = n ? a(e / 700) : e >> 1, e += a(e / t); e > 455; r += 36) e = a(e / 35);
		return a(r + 36 * e / (e + 38));
	}, h = function(t) {
		let n = [], r = t.length, i = 0, o = 128, c = 72, l = t.lastIndexOf("-");
		l < 0 && (l = 0);
		for (let e = 0; e < l; ++e) t.charCodeAt(e) >= 128 && s("not-basic"), n.push(t.charCodeAt(e));
		for (let u = l > 0 ? l + 1 : 0; u < r;) {
			let l = i;
			for (let n = 1, o = 36;; o += 36) {
				u >= r && s("invalid-input");
				let l = f(t.charCodeAt(u++));
				l >= 36 && s("invalid-input"), l > a((e - i) / n) && s("overflow"), i += l * n;
				let d = o <= c ? 1 : o >= c + 26 ? 26 : o - c;
				if (l < d) break;
				let p = 36 - d;
				n > a(e / p) && s("overflow"), n *= p;
			}
			let d = n.length + 1;
			c = m(i - l, d, l == 0), a(i / d) > e - o && s("overflow"), o += a(i / d), i %= d, n.splice(i++, 0, o);
		}
		return String.fromCodePoint(...n);
	}, g = function(t) {
		let n = [];
		t = u(t);
		let r = t.length, i = 128, c = 0, l = 72;
		for (let e of t) e < 128 && n.push(o(e));
		let d = n.length, f = d;
		for (d && n.push("-"); f < r;) {
			let r = e;
			for (let e of t) e >= i && e < r && (r = e);
			let u = f + 1;
			r - i > a((e - c) / u) && s("overflow"), c += (r - i) * u, i = r;
			for (let r of t) if (r < i && ++c > e && s("overflow"), r === i) {
				let e = c;
				for (let t = 36;; t += 36) {
					let r = t <= l ? 1 : t >= l + 26 ? 26 : t - l;
					if (e < r) break;
					let i = e - r, s = 36 - r;
					n.push(o(p(r + i % s, 0))), e = a(i / s);
				}
				n.push(o(p(e, 0))), l = m(c, u, f === d), c = 0, ++f;
			}
			++c, ++i;
		}
		return n.join("");
	};
	return gr = {
		version: "2.3.1",
		ucs2: {
			decode: u,
			encode: d
		},
		decode: h,
		encode: g,
		toASCII: function(e) {
			return l(e, function(e) {
				return n.test(e) ? "xn--" + g(e) : e;
			});
		},
		toUnicode: function(e) {
			return l(e, function(e) {
				return t.test(e) ? h(e.slice(4).toLowerCase()) : e;
			});
		}
	}, gr;
}
var gr, _r, vr, yr = p(() => {
	v(), J(), q(), gr = {}, _r = !1, vr = hr(), vr.decode, vr.encode, vr.toASCII, vr.toUnicode, vr.ucs2, vr.version;
});
function br() {
	return Hr || (Hr = !0, Vr = function() {
		if (typeof Symbol != "function" || typeof Object.getOwnPropertySymbols != "function") return !1;
		if (typeof Symbol.iterator == "symbol") return !0;
		var e = {}, t = Symbol("test"), n = Object(t);
		if (typeof t == "string" || Object.prototype.toString.call(t) !== "[object Symbol]" || Object.prototype.toString.call(n) !== "[object Symbol]") return !1;
		var r = 42;
		for (t in e[t] = r, e) return !1;
		if (typeof Object.keys == "function" && Object.keys(e).length !== 0 || typeof Object.getOwnPropertyNames == "function" && Object.getOwnPropertyNames(e).length !== 0) return !1;
		var i = Object.getOwnPropertySymbols(e);
		if (i.length !== 1 || i[0] !== t || !Object.prototype.propertyIsEnumerable.call(e, t)) return !1;
		if (typeof Object.getOwnPropertyDescriptor == "function") {
			var a = Object.getOwnPropertyDescriptor(e, t);
			if (a.value !== r || a.enumerable !== !0) return !1;
		}
		return !0;
	}), Vr;
}
function xr() {
	return Wr || (Wr = !0, Ur = Error), Ur;
}
function Sr() {
	return Kr || (Kr = !0, Gr = EvalError), Gr;
}
function Cr() {
	return Jr || (Jr = !0, qr = RangeError), qr;
}
function wr() {
	return Xr || (Xr = !0, Yr = ReferenceError), Yr;
}
function Tr() {
	return Qr || (Qr = !0, Zr = SyntaxError), Zr;
}
function Er() {
	return ei || (ei = !0, $r = TypeError), $r;
}
function Dr() {
	return ni || (ni = !0, ti = URIError), ti;
}
function Or() {
	if (ii) return ri;
	ii = !0;
	var e = typeof Symbol < "u" && Symbol, t = br();
	return ri = function() {
		return typeof e != "function" || typeof Symbol != "function" || typeof e("foo") != "symbol" || typeof Symbol("bar") != "symbol" ? !1 : t();
	}, ri;
}
function kr() {
	if (oi) return ai;
	oi = !0;
	var e = {
		__proto__: null,
		foo: {}
	}, t = Object;
	return ai = function() {
		return { __proto__: e }.foo === e.foo && !(e instanceof t);
	}, ai;
}
function Ar() {
	if (ci) return si;
	ci = !0;
	var e = "Function.prototype.bind called on incompatible ", t = Object.prototype.toString, n = Math.max, r = "[object Function]", i = function(e, t) {
		for (var n = [], r = 0; r < e.length; r += 1) n[r] = e[r];
		for (var i = 0; i < t.length; i += 1) n[i + e.length] = t[i];
		return n;
	}, a = function(e, t) {
		for (var n = [], r = t, i = 0; r < e.length; r += 1, i += 1) n[i] = e[r];
		return n;
	}, o = function(e, t) {
		for (var n = "", r = 0; r < e.length; r += 1) n += e[r], r + 1 < e.length && (n += t);
		return n;
	};
	return si = function(s) {
		var c = this;
		if (typeof c != "function" || t.apply(c) !== r) throw TypeError(e + c);
		for (var l = a(arguments, 1), u, d = function() {
			if (this instanceof u) {
				var e = c.apply(this, i(l, arguments));
				return Object(e) === e ? e : this;
			}
			return c.apply(s, i(l, arguments));
		}, f = n(0, c.length - l.length), p = [], m = 0; m < f; m++) p[m] = "$" + m;
		if (u = Function("binder", "return function (" + o(p, ",") + "){ return binder.apply(this,arguments); }")(d), c.prototype) {
			var h = function() {};
			h.prototype = c.prototype, u.prototype = new h(), h.prototype = null;
		}
		return u;
	}, si;
}
function jr() {
	if (ui) return li;
	ui = !0;
	var e = Ar();
	return li = Function.prototype.bind || e, li;
}
function Mr() {
	if (fi) return di;
	fi = !0;
	var e = Function.prototype.call, t = Object.prototype.hasOwnProperty;
	return di = jr().call(e, t), di;
}
function Nr() {
	if (mi) return pi;
	mi = !0;
	var e, t = xr(), n = Sr(), r = Cr(), i = wr(), a = Tr(), o = Er(), s = Dr(), c = Function, l = function(e) {
		try {
			return c("\"use strict\"; return (" + e + ").constructor;")();
		} catch {}
	}, u = Object.getOwnPropertyDescriptor;
	if (u) try {
		u({}, "");
	} catch {
		u = null;
	}
	var d = function() {
		throw new o();
	}, f = u ? (function() {
		try {
			return arguments.callee, d;
		} catch {
			try {
				return u(arguments, "callee").get;
			} catch {
				return d;
			}
		}
	})() : d, p = Or()(), m = kr()(), h = Object.getPrototypeOf || (m ? function(e) {
		return e.__proto__;
	} : null), g = {}, _ = typeof Uint8Array > "u" || !h ? e : h(Uint8Array), v = {
		__proto__: null,
		"%AggregateError%": typeof AggregateError > "u" ? e : AggregateError,
		"%Array%": Array,
		"%ArrayBuffer%": typeof ArrayBuffer > "u" ? e : ArrayBuffer,
		"%ArrayIteratorPrototype%": p && h ? h([][Symbol.iterator]()) : e,
		"%AsyncFromSyncIteratorPrototype%": e,
		"%AsyncFunction%": g,
		"%AsyncGenerator%": g,
		"%AsyncGeneratorFunction%": g,
		"%AsyncIteratorPrototype%": g,
		"%Atomics%": typeof Atomics > "u" ? e : Atomics,
		"%BigInt%": typeof BigInt > "u" ? e : BigInt,
		"%BigInt64Array%": typeof BigInt64Array > "u" ? e : BigInt64Array,
		"%BigUint64Array%": typeof BigUint64Array > "u" ? e : BigUint64Array,
		"%Boolean%": Boolean,
		"%DataView%": typeof DataView > "u" ? e : DataView,
		"%Date%": Date,
		"%decodeURI%": decodeURI,
		"%decodeURIComponent%": decodeURIComponent,
		"%encodeURI%": encodeURI,
		"%encodeURIComponent%": encodeURIComponent,
		"%Error%": t,
		"%eval%": eval,
		"%EvalError%": n,
		"%Float32Array%": typeof Float32Array > "u" ? e : Float32Array,
		"%Float64Array%": typeof Float64Array > "u" ? e : Float64Array,
		"%FinalizationRegistry%": typeof FinalizationRegistry > "u" ? e : FinalizationRegistry,
		"%Function%": c,
		"%GeneratorFunction%": g,
		"%Int8Array%": typeof Int8Array > "u" ? e : Int8Array,
		"%Int16Array%": typeof Int16Array > "u" ? e : Int16Array,
		"%Int32Array%": typeof Int32Array > "u" ? e : Int32Array,
		"%isFinite%": isFinite,
		"%isNaN%": isNaN,
		"%IteratorPrototype%": p && h ? h(h([][Symbol.iterator]())) : e,
		"%JSON%": typeof JSON == "object" ? JSON : e,
		"%Map%": typeof Map > "u" ? e : Map,
		"%MapIteratorPrototype%": typeof Map > "u" || !p || !h ? e : h((/* @__PURE__ */ new Map())[Symbol.iterator]()),
		"%Math%": Math,
		"%Number%": Number,
		"%Object%": Object,
		"%parseFloat%": parseFloat,
		"%parseInt%": parseInt,
		"%Promise%": typeof Promise > "u" ? e : Promise,
		"%Proxy%": typeof Proxy > "u" ? e : Proxy,
		"%RangeError%": r,
		"%ReferenceError%": i,
		"%Reflect%": typeof Reflect > "u" ? e : Reflect,
		"%RegExp%": RegExp,
		"%Set%": typeof Set > "u" ? e : Set,
		"%SetIteratorPrototype%": typeof Set > "u" || !p || !h ? e : h((/* @__PURE__ */ new Set())[Symbol.iterator]()),
		"%SharedArrayBuffer%": typeof SharedArrayBuffer > "u" ? e : SharedArrayBuffer,
		"%String%": String,
		"%StringIteratorPrototype%": p && h ? h(""[Symbol.iterator]()) : e,
		"%Symbol%": p ? Symbol : e,
		"%SyntaxError%": a,
		"%ThrowTypeError%": f,
		"%TypedArray%": _,
		"%TypeError%": o,
		"%Uint8Array%": typeof Uint8Array > "u" ? e : Uint8Array,
		"%Uint8ClampedArray%": typeof Uint8ClampedArray > "u" ? e : Uint8ClampedArray,
		"%Uint16Array%": typeof Uint16Array > "u" ? e : Uint16Array,
		"%Uint32Array%": typeof Uint32Array > "u" ? e : Uint32Array,
		"%URIError%": s,
		"%WeakMap%": typeof WeakMap > "u" ? e : WeakMap,
		"%WeakRef%": typeof WeakRef > "u" ? e : WeakRef,
		"%WeakSet%": typeof WeakSet > "u" ? e : WeakSet
	};
	if (h) try {
		null.error;
	} catch (e) {
		v["%Error.prototype%"] = h(h(e));
	}
	var y = function e(t) {
		var n;
		if (t === "%AsyncFunction%") n = l("async function () {}");
		else if (t === "%GeneratorFunction%") n = l("function* () {}");
		else if (t === "%AsyncGeneratorFunction%") n = l("async function* () {}");
		else if (t === "%AsyncGenerator%") {
			var r = e("%AsyncGeneratorFunction%");
			r && (n = r.prototype);
		} else if (t === "%AsyncIteratorPrototype%") {
			var i = e("%AsyncGenerator%");
			i && h && (n = h(i.prototype));
		}
		return v[t] = n, n;
	}, b = {
		__proto__: null,
		"%ArrayBufferPrototype%": ["ArrayBuffer", "prototype"],
		"%ArrayPrototype%": ["Array", "prototype"],
		"%ArrayProto_entries%": [
			"Array",
			"prototype",
			"entries"
		],
		"%ArrayProto_forEach%": [
			"Array",
			"prototype",
			"forEach"
		],
		"%ArrayProto_keys%": [
			"Array",
			"prototype",
			"keys"
		],
		"%ArrayProto_values%": [
			"Array",
			"prototype",
			"values"
		],
		"%AsyncFunctionPrototype%": ["AsyncFunction", "prototype"],
		"%AsyncGenerator%": ["AsyncGeneratorFunction", "prototype"],
		"%AsyncGeneratorPrototype%": [
			"AsyncGeneratorFunction",
			"prototype",
			"prototype"
		],
		"%BooleanPrototype%": ["Boolean", "prototype"],
		"%DataViewPrototype%": ["DataView", "prototype"],
		"%DatePrototype%": ["Date", "prototype"],
		"%ErrorPrototype%": ["Error", "prototype"],
		"%EvalErrorPrototype%": ["EvalError", "prototype"],
		"%Float32ArrayPrototype%": ["Float32Array", "prototype"],
		"%Float64ArrayPrototype%": ["Float64Array", "prototype"],
		"%FunctionPrototype%": ["Function", "prototype"],
		"%Generator%": ["GeneratorFunction", "prototype"],
		"%GeneratorPrototype%": [
			"GeneratorFunction",
			"prototype",
			"prototype"
		],
		"%Int8ArrayPrototype%": ["Int8Array", "prototype"],
		"%Int16ArrayPrototype%": ["Int16Array", "prototype"],
		"%Int32ArrayPrototype%": ["Int32Array", "prototype"],
		"%JSONParse%": ["JSON", "parse"],
		"%JSONStringify%": ["JSON", "stringify"],
		"%MapPrototype%": ["Map", "prototype"],
		"%NumberPrototype%": ["Number", "prototype"],
		"%ObjectPrototype%": ["Object", "prototype"],
		"%ObjProto_toString%": [
			"Object",
			"prototype",
			"toString"
		],
		"%ObjProto_valueOf%": [
			"Object",
			"prototype",
			"valueOf"
		],
		"%PromisePrototype%": ["Promise", "prototype"],
		"%PromiseProto_then%": [
			"Promise",
			"prototype",
			"then"
		],
		"%Promise_all%": ["Promise", "all"],
		"%Promise_reject%": ["Promise", "reject"],
		"%Promise_resolve%": ["Promise", "resolve"],
		"%RangeErrorPrototype%": ["RangeError", "prototype"],
		"%ReferenceErrorPrototype%": ["ReferenceError", "prototype"],
		"%RegExpPrototype%": ["RegExp", "prototype"],
		"%SetPrototype%": ["Set", "prototype"],
		"%SharedArrayBufferPrototype%": ["SharedArrayBuffer", "prototype"],
		"%StringPrototype%": ["String", "prototype"],
		"%SymbolPrototype%": ["Symbol", "prototype"],
		"%SyntaxErrorPrototype%": ["SyntaxError", "prototype"],
		"%TypedArrayPrototype%": ["TypedArray", "prototype"],
		"%TypeErrorPrototype%": ["TypeError", "prototype"],
		"%Uint8ArrayPrototype%": ["Uint8Array", "prototype"],
		"%Uint8ClampedArrayPrototype%": ["Uint8ClampedArray", "prototype"],
		"%Uint16ArrayPrototype%": ["Uint16Array", "prototype"],
		"%Uint32ArrayPrototype%": ["Uint32Array", "prototype"],
		"%URIErrorPrototype%": ["URIError", "prototype"],
		"%WeakMapPrototype%": ["WeakMap", "prototype"],
		"%WeakSetPrototype%": ["WeakSet", "prototype"]
	}, x = jr(), S = Mr(), C = x.call(Function.call, Array.prototype.concat), w = x.call(Function.apply, Array.prototype.splice), T = x.call(Function.call, String.prototype.replace), E = x.call(Function.call, String.prototype.slice), D = x.call(Function.call, RegExp.prototype.exec), O = /[^%.[\]]+|\[(?:(-?\d+(?:\.\d+)?)|(["'])((?:(?!\2)[^\\]|\\.)*?)\2)\]|(?=(?:\.|\[\])(?:\.|\[\]|%$))/g, k = /\\(\\)?/g, A = function(e) {
		var t = E(e, 0, 1), n = E(e, -1);
		if (t === "%" && n !== "%") throw new a("invalid intrinsic syntax, expected closing `%`");
		if (n === "%" && t !== "%") throw new a("invalid intrinsic syntax, expected opening `%`");
		var r = [];
		return T(e, O, function(e, t, n, i) {
			r[r.length] = n ? T(i, k, "$1") : t || e;
		}), r;
	}, j = function(e, t) {
		var n = e, r;
		if (S(b, n) && (r = b[n], n = "%" + r[0] + "%"), S(v, n)) {
			var i = v[n];
			if (i === g && (i = y(n)), typeof i > "u" && !t) throw new o("intrinsic " + e + " exists, but is not available. Please file an issue!");
			return {
				alias: r,
				name: n,
				value: i
			};
		}
		throw new a("intrinsic " + e + " does not exist!");
	};
	return pi = function(e, t) {
		if (typeof e != "string" || e.length === 0) throw new o("intrinsic name must be a non-empty string");
		if (arguments.length > 1 && typeof t != "boolean") throw new o("\"allowMissing\" argument must be a boolean");
		if (D(/^%?[^%]*%?$/, e) === null) throw new a("`%` may not be present anywhere but at the beginning and end of the intrinsic name");
		var n = A(e), r = n.length > 0 ? n[0] : "", i = j("%" + r + "%", t), s = i.name, c = i.value, l = !1, d = i.alias;
		d && (r = d[0], w(n, C([0, 1], d)));
		for (var f = 1, p = !0; f < n.length; f += 1) {
			var m = n[f], h = E(m, 0, 1), g = E(m, -1);
			if ((h === "\"" || h === "'" || h === "`" || g === "\"" || g === "'" || g === "`") && h !== g) throw new a("property names with quotes must have matching quotes");
			if (m !== "constructor" && p || (l = !0), r += "." + m, s = "%" + r + "%", S(v, s)) c = v[s];
			else if (c != null) {
				if (!(m in c)) {
					if (!t) throw new o("base intrinsic for " + e + " exists, but the property is not available.");
					return;
				}
				if (u && f + 1 >= n.length) {
					var _ = u(c, m);
					p = !!_, c = p && "get" in _ && !("originalValue" in _.get) ? _.get : c[m];
				} else p = S(c, m), c = c[m];
				p && !l && (v[s] = c);
			}
		}
		return c;
	}, pi;
}
function Pr() {
	if (gi) return hi;
	gi = !0;
	var e = Nr()("%Object.defineProperty%", !0) || !1;
	if (e) try {
		e({}, "a", { value: 1 });
	} catch {
		e = !1;
	}
	return hi = e, hi;
}
function Fr() {
	if (vi) return _i;
	vi = !0;
	var e = Nr()("%Object.getOwnPropertyDescriptor%", !0);
	if (e) try {
		e([], "length");
	} catch {
		e = null;
	}
	return _i = e, _i;
}
function Ir() {
	if (bi) return yi;
	bi = !0;
	var e = Pr(), t = Tr(), n = Er(), r = Fr();
	return yi = function(i, a, o) {
		if (!i || typeof i != "object" && typeof i != "function") throw new n("`obj` must be an object or a function`");
		if (typeof a != "string" && typeof a != "symbol") throw new n("`property` must be a string or a symbol`");
		if (arguments.length > 3 && typeof arguments[3] != "boolean" && arguments[3] !== null) throw new n("`nonEnumerable`, if provided, must be a boolean or null");
		if (arguments.length > 4 && typeof arguments[4] != "boolean" && arguments[4] !== null) throw new n("`nonWritable`, if provided, must be a boolean or null");
		if (arguments.length > 5 && typeof arguments[5] != "boolean" && arguments[5] !== null) throw new n("`nonConfigurable`, if provided, must be a boolean or null");
		if (arguments.length > 6 && typeof arguments[6] != "boolean") throw new n("`loose`, if provided, must be a boolean");
		var s = arguments.length > 3 ? arguments[3] : null, c = arguments.length > 4 ? arguments[4] : null, l = arguments.length > 5 ? arguments[5] : null, u = arguments.length > 6 && arguments[6], d = !!r && r(i, a);
		if (e) e(i, a, {
			configurable: l === null && d ? d.configurable : !l,
			enumerable: s === null && d ? d.enumerable : !s,
			value: o,
			writable: c === null && d ? d.writable : !c
		});
		else if (u || !s && !c && !l) i[a] = o;
		else throw new t("This environment does not support defining a property as non-configurable, non-writable, or non-enumerable.");
	}, yi;
}
function Lr() {
	if (Si) return xi;
	Si = !0;
	var e = Pr(), t = function() {
		return !!e;
	};
	return t.hasArrayLengthDefineBug = function() {
		if (!e) return null;
		try {
			return e([], "length", { value: 1 }).length !== 1;
		} catch {
			return !0;
		}
	}, xi = t, xi;
}
function Rr() {
	if (wi) return Ci;
	wi = !0;
	var e = Nr(), t = Ir(), n = Lr()(), r = Fr(), i = Er(), a = e("%Math.floor%");
	return Ci = function(e, o) {
		if (typeof e != "function") throw new i("`fn` is not a function");
		if (typeof o != "number" || o < 0 || o > 4294967295 || a(o) !== o) throw new i("`length` must be a positive 32-bit integer");
		var s = arguments.length > 2 && !!arguments[2], c = !0, l = !0;
		if ("length" in e && r) {
			var u = r(e, "length");
			u && !u.configurable && (c = !1), u && !u.writable && (l = !1);
		}
		return (c || l || !s) && (n ? t(e, "length", o, !0, !0) : t(e, "length", o)), e;
	}, Ci;
}
function zr() {
	if (Ei) return Ti;
	Ei = !0;
	var e = jr(), t = Nr(), n = Rr(), r = Er(), i = t("%Function.prototype.apply%"), a = t("%Function.prototype.call%"), o = t("%Reflect.apply%", !0) || e.call(a, i), s = Pr(), c = t("%Math.max%");
	Ti = function(t) {
		if (typeof t != "function") throw new r("a function is required");
		return n(o(e, a, arguments), 1 + c(0, t.length - (arguments.length - 1)), !0);
	};
	var l = function() {
		return o(e, i, arguments);
	};
	return s ? s(Ti, "apply", { value: l }) : Ti.apply = l, Ti;
}
function Br() {
	if (Oi) return Di;
	Oi = !0;
	var e = Nr(), t = zr(), n = t(e("String.prototype.indexOf"));
	return Di = function(r, i) {
		var a = e(r, !!i);
		return typeof a == "function" && n(r, ".prototype.") > -1 ? t(a) : a;
	}, Di;
}
var Vr, Hr, Ur, Wr, Gr, Kr, qr, Jr, Yr, Xr, Zr, Qr, $r, ei, ti, ni, ri, ii, ai, oi, si, ci, li, ui, di, fi, pi, mi, hi, gi, _i, vi, yi, bi, xi, Si, Ci, wi, Ti, Ei, Di, Oi, ki = p(() => {
	v(), J(), q(), Vr = {}, Hr = !1, Ur = {}, Wr = !1, Gr = {}, Kr = !1, qr = {}, Jr = !1, Yr = {}, Xr = !1, Zr = {}, Qr = !1, $r = {}, ei = !1, ti = {}, ni = !1, ri = {}, ii = !1, ai = {}, oi = !1, si = {}, ci = !1, li = {}, ui = !1, di = {}, fi = !1, pi = {}, mi = !1, hi = {}, gi = !1, _i = {}, vi = !1, yi = {}, bi = !1, xi = {}, Si = !1, Ci = {}, wi = !1, Ti = {}, Ei = !1, Di = {}, Oi = !1;
});
function Ai(e) {
	throw Error("Node.js process " + e + " is not supported by JSPM core outside of Node.js");
}
function ji() {
	!qi || !Ji || (qi = !1, Ji.length ? Ki = Ji.concat(Ki) : Yi = -1, Ki.length && Mi());
}
function Mi() {
	if (!qi) {
		var e = setTimeout(ji, 0);
		qi = !0;
		for (var t = Ki.length; t;) {
			for (Ji = Ki, Ki = []; ++Yi < t;) Ji && Ji[Yi].run();
			Yi = -1, t = Ki.length;
		}
		Ji = null, qi = !1, clearTimeout(e);
	}
}
function Ni(e) {
	var t = Array(arguments.length - 1);
	if (arguments.length > 1) for (var n = 1; n < arguments.length; n++) t[n - 1] = arguments[n];
	Ki.push(new Pi(e, t)), Ki.length === 1 && !qi && setTimeout(Mi, 0);
}
function Pi(e, t) {
	this.fun = e, this.array = t;
}
function Fi() {}
function Ii(e) {
	Ai("_linkedBinding");
}
function Li(e) {
	Ai("dlopen");
}
function Ri() {
	return [];
}
function zi() {
	return [];
}
function Bi(e, t) {
	if (!e) throw Error(t || "assertion error");
}
function Vi() {
	return !1;
}
function Hi() {
	return Ua.now() / 1e3;
}
function Ui(e) {
	var t = Math.floor((Date.now() - Ua.now()) * .001), n = Ua.now() * .001, r = Math.floor(n) + t, i = Math.floor(n % 1 * 1e9);
	return e && (r -= e[0], i -= e[1], i < 0 && (r--, i += Ga)), [r, i];
}
function Wi() {
	return ro;
}
function Gi(e) {
	return [];
}
var Ki, qi, Ji, Yi, Xi, Zi, Qi, $i, ea, ta, na, ra, ia, aa, oa, sa, ca, la, ua, da, fa, pa, ma, ha, ga, _a, va, ya, ba, xa, Sa, Ca, wa, Ta, Ea, Da, Oa, ka, Aa, ja, Ma, Na, Pa, Fa, Ia, La, Ra, za, Ba, Va, Ha, Ua, Wa, Ga, Ka, qa, Ja, Ya, Xa, Za, Qa, $a, eo, to, no, ro, io = p(() => {
	v(), J(), q(), Ki = [], qi = !1, Yi = -1, Pi.prototype.run = function() {
		this.fun.apply(null, this.array);
	}, Xi = "browser", Zi = "x64", Qi = "browser", $i = {
		PATH: "/usr/bin",
		LANG: navigator.language + ".UTF-8",
		PWD: "/",
		HOME: "/home",
		TMP: "/tmp"
	}, ea = ["/usr/bin/node"], ta = [], na = "v16.8.0", ra = {}, ia = function(e, t) {
		console.warn((t ? t + ": " : "") + e);
	}, aa = function(e) {
		Ai("binding");
	}, oa = function(e) {
		return 0;
	}, sa = function() {
		return "/";
	}, ca = function(e) {}, la = {
		name: "node",
		sourceUrl: "",
		headersUrl: "",
		libUrl: ""
	}, ua = Fi, da = [], fa = {}, pa = !1, ma = {}, ha = Fi, ga = Fi, _a = function() {
		return {};
	}, va = _a, ya = _a, ba = Fi, xa = Fi, Sa = Fi, Ca = {}, wa = {
		inspector: !1,
		debug: !1,
		uv: !1,
		ipv6: !1,
		tls_alpn: !1,
		tls_sni: !1,
		tls_ocsp: !1,
		tls: !1,
		cached_builtins: !0
	}, Ta = Fi, Ea = Fi, Da = Fi, Oa = Fi, ka = Fi, Aa = Fi, ja = Fi, Ma = void 0, Na = void 0, Pa = void 0, Fa = Fi, Ia = 2, La = 1, Ra = "/bin/usr/node", za = 9229, Ba = "node", Va = [], Ha = Fi, Ua = {
		now: typeof performance < "u" ? performance.now.bind(performance) : void 0,
		timing: typeof performance < "u" ? performance.timing : void 0
	}, Ua.now === void 0 && (Wa = Date.now(), Ua.timing && Ua.timing.navigationStart && (Wa = Ua.timing.navigationStart), Ua.now = () => Date.now() - Wa), Ga = 1e9, Ui.bigint = function(e) {
		var t = Ui(e);
		return typeof BigInt > "u" ? t[0] * Ga + t[1] : BigInt(t[0] * Ga) + BigInt(t[1]);
	}, Ka = 10, qa = {}, Ja = 0, Ya = Wi, Xa = Wi, Za = Wi, Qa = Wi, $a = Wi, eo = Fi, to = Wi, no = Wi, ro = {
		version: na,
		versions: ra,
		arch: Zi,
		platform: Qi,
		release: la,
		_rawDebug: ua,
		moduleLoadList: da,
		binding: aa,
		_linkedBinding: Ii,
		_events: qa,
		_eventsCount: Ja,
		_maxListeners: Ka,
		on: Wi,
		addListener: Ya,
		once: Xa,
		off: Za,
		removeListener: Qa,
		removeAllListeners: $a,
		emit: eo,
		prependListener: to,
		prependOnceListener: no,
		listeners: Gi,
		domain: fa,
		_exiting: pa,
		config: ma,
		dlopen: Li,
		uptime: Hi,
		_getActiveRequests: Ri,
		_getActiveHandles: zi,
		reallyExit: ha,
		_kill: ga,
		cpuUsage: _a,
		resourceUsage: va,
		memoryUsage: ya,
		kill: ba,
		exit: xa,
		openStdin: Sa,
		allowedNodeEnvironmentFlags: Ca,
		assert: Bi,
		features: wa,
		_fatalExceptions: Ta,
		setUncaughtExceptionCaptureCallback: Ea,
		hasUncaughtExceptionCaptureCallback: Vi,
		emitWarning: ia,
		nextTick: Ni,
		_tickCallback: Da,
		_debugProcess: Oa,
		_debugEnd: ka,
		_startProfilerIdleNotifier: Aa,
		_stopProfilerIdleNotifier: ja,
		stdout: Ma,
		stdin: Pa,
		stderr: Na,
		abort: Fa,
		umask: oa,
		chdir: ca,
		cwd: sa,
		env: $i,
		title: Xi,
		argv: ea,
		execArgv: ta,
		pid: Ia,
		ppid: La,
		execPath: Ra,
		debugPort: za,
		hrtime: Ui,
		argv0: Ba,
		_preload_modules: Va,
		setSourceMapsEnabled: Ha
	};
});
function ao() {
	if (so) return oo;
	so = !0;
	var e = ro;
	function t(e) {
		if (typeof e != "string") throw TypeError("Path must be a string. Received " + JSON.stringify(e));
	}
	function n(e, t) {
		for (var n = "", r = 0, i = -1, a = 0, o, s = 0; s <= e.length; ++s) {
			if (s < e.length) o = e.charCodeAt(s);
			else {
				if (o === 47) break;
				o = 47;
			}
			if (o === 47) {
				if (i !== s - 1 && a !== 1) {
					if (i !== s - 1 && a === 2) {
						if (n.length < 2 || r !== 2 || n.charCodeAt(n.length - 1) !== 46 || n.charCodeAt(n.length - 2) !== 46) {
							if (n.length > 2) {
								var c = n.lastIndexOf("/");
								if (c !== n.length - 1) {
									c === -1 ? (n = "", r = 0) : (n = n.slice(0, c), r = n.length - 1 - n.lastIndexOf("/")), i = s, a = 0;
									continue;
								}
							} else if (n.length === 2 || n.length === 1) {
								n = "", r = 0, i = s, a = 0;
								continue;
							}
						}
						t && (n.length > 0 ? n += "/.." : n = "..", r = 2);
					} else n.length > 0 ? n += "/" + e.slice(i + 1, s) : n = e.slice(i + 1, s), r = s - i - 1;
				}
				i = s, a = 0;
			} else o === 46 && a !== -1 ? ++a : a = -1;
		}
		return n;
	}
	function r(e, t) {
		var n = t.dir || t.root, r = t.base || (t.name || "") + (t.ext || "");
		return n ? n === t.root ? n + r : n + e + r : r;
	}
	var i = {
		resolve: function() {
			for (var r = "", i = !1, a, o = arguments.length - 1; o >= -1 && !i; o--) {
				var s;
				o >= 0 ? s = arguments[o] : (a === void 0 && (a = e.cwd()), s = a), t(s), s.length !== 0 && (r = s + "/" + r, i = s.charCodeAt(0) === 47);
			}
			return r = n(r, !i), i ? r.length > 0 ? "/" + r : "/" : r.length > 0 ? r : ".";
		},
		normalize: function(e) {
			if (t(e), e.length === 0) return ".";
			var r = e.charCodeAt(0) === 47, i = e.charCodeAt(e.length - 1) === 47;
			return e = n(e, !r), e.length === 0 && !r && (e = "."), e.length > 0 && i && (e += "/"), r ? "/" + e : e;
		},
		isAbsolute: function(e) {
			return t(e), e.length > 0 && e.charCodeAt(0) === 47;
		},
		join: function() {
			if (arguments.length === 0) return ".";
			for (var e, n = 0; n < arguments.length; ++n) {
				var r = arguments[n];
				t(r), r.length > 0 && (e === void 0 ? e = r : e += "/" + r);
			}
			return e === void 0 ? "." : i.normalize(e);
		},
		relative: function(e, n) {
			if (t(e), t(n), e === n || (e = i.resolve(e), n = i.resolve(n), e === n)) return "";
			for (var r = 1; r < e.length && e.charCodeAt(r) === 47; ++r);
			for (var a = e.length, o = a - r, s = 1; s < n.length && n.charCodeAt(s) === 47; ++s);
			for (var c = n.length - s, l = o < c ? o : c, u = -1, d = 0; d <= l; ++d) {
				if (d === l) {
					if (c > l) {
						if (n.charCodeAt(s + d) === 47) return n.slice(s + d + 1);
						if (d === 0) return n.slice(s + d);
					} else o > l && (e.charCodeAt(r + d) === 47 ? u = d : d === 0 && (u = 0));
					break;
				}
				var f = e.charCodeAt(r + d);
				if (f !== n.charCodeAt(s + d)) break;
				f === 47 && (u = d);
			}
			var p = "";
			for (d = r + u + 1; d <= a; ++d) (d === a || e.charCodeAt(d) === 47) && (p.length === 0 ? p += ".." : p += "/..");
			return p.length > 0 ? p + n.slice(s + u) : (s += u, n.charCodeAt(s) === 47 && ++s, n.slice(s));
		},
		_makeLong: function(e) {
			return e;
		},
		dirname: function(e) {
			if (t(e), e.length === 0) return ".";
			for (var n = e.charCodeAt(0), r = n === 47, i = -1, a = !0, o = e.length - 1; o >= 1; --o) if (n = e.charCodeAt(o), n === 47) {
				if (!a) {
					i = o;
					break;
				}
			} else a = !1;
			return i === -1 ? r ? "/" : "." : r && i === 1 ? "//" : e.slice(0, i);
		},
		basename: function(e, n) {
			if (n !== void 0 && typeof n != "string") throw TypeError("\"ext\" argument must be a string");
			t(e);
			var r = 0, i = -1, a = !0, o;
			if (n !== void 0 && n.length > 0 && n.length <= e.length) {
				if (n.length === e.length && n === e) return "";
				var s = n.length - 1, c = -1;
				for (o = e.length - 1; o >= 0; --o) {
					var l = e.charCodeAt(o);
					if (l === 47) {
						if (!a) {
							r = o + 1;
							break;
						}
					} else c === -1 && (a = !1, c = o + 1), s >= 0 && (l === n.charCodeAt(s) ? --s === -1 && (i = o) : (s = -1, i = c));
				}
				return r === i ? i = c : i === -1 && (i = e.length), e.slice(r, i);
			}
			for (o = e.length - 1; o >= 0; --o) if (e.charCodeAt(o) === 47) {
				if (!a) {
					r = o + 1;
					break;
				}
			} else i === -1 && (a = !1, i = o + 1);
			return i === -1 ? "" : e.slice(r, i);
		},
		extname: function(e) {
			t(e);
			for (var n = -1, r = 0, i = -1, a = !0, o = 0, s = e.length - 1; s >= 0; --s) {
				var c = e.charCodeAt(s);
				if (c === 47) {
					if (!a) {
						r = s + 1;
						break;
					}
				} else i === -1 && (a = !1, i = s + 1), c === 46 ? n === -1 ? n = s : o !== 1 && (o = 1) : n !== -1 && (o = -1);
			}
			return n === -1 || i === -1 || o === 0 || o === 1 && n === i - 1 && n === r + 1 ? "" : e.slice(n, i);
		},
		format: function(e) {
			if (typeof e != "object" || !e) throw TypeError("The \"pathObject\" argument must be of type Object. Received type " + typeof e);
			return r("/", e);
		},
		parse: function(e) {
			t(e);
			var n = {
				root: "",
				dir: "",
				base: "",
				ext: "",
				name: ""
			};
			if (e.length === 0) return n;
			var r = e.charCodeAt(0), i = r === 47, a;
			i ? (n.root = "/", a = 1) : a = 0;
			for (var o = -1, s = 0, c = -1, l = !0, u = e.length - 1, d = 0; u >= a; --u) if (r = e.charCodeAt(u), r === 47) {
				if (!l) {
					s = u + 1;
					break;
				}
			} else c === -1 && (l = !1, c = u + 1), r === 46 ? o === -1 ? o = u : d !== 1 && (d = 1) : o !== -1 && (d = -1);
			return o === -1 || c === -1 || d === 0 || d === 1 && o === c - 1 && o === s + 1 ? c !== -1 && (n.base = n.name = s === 0 && i ? e.slice(1, c) : e.slice(s, c)) : (s === 0 && i ? (n.name = e.slice(1, o), n.base = e.slice(1, c)) : (n.name = e.slice(s, o), n.base = e.slice(s, c)), n.ext = e.slice(o, c)), s > 0 ? n.dir = e.slice(0, s - 1) : i && (n.dir = "/"), n;
		},
		sep: "/",
		delimiter: ":",
		win32: null,
		posix: null
	};
	return i.posix = i, oo = i, oo;
}
var oo, so, co, lo = p(() => {
	v(), J(), q(), io(), oo = {}, so = !1, co = ao();
}), uo = {};
h(uo, {
	URL: () => Yo,
	Url: () => Wo,
	default: () => Ho,
	fileURLToPath: () => bo,
	format: () => Go,
	parse: () => Jo,
	pathToFileURL: () => Co,
	resolve: () => Ko,
	resolveObject: () => qo
});
function fo() {
	if (Eo) return To;
	Eo = !0;
	var e = typeof Map == "function" && Map.prototype, t = Object.getOwnPropertyDescriptor && e ? Object.getOwnPropertyDescriptor(Map.prototype, "size") : null, n = e && t && typeof t.get == "function" ? t.get : null, r = e && Map.prototype.forEach, i = typeof Set == "function" && Set.prototype, a = Object.getOwnPropertyDescriptor && i ? Object.getOwnPropertyDescriptor(Set.prototype, "size") : null, o = i && a && typeof a.get == "function" ? a.get : null, s = i && Set.prototype.forEach, c = typeof WeakMap == "function" && WeakMap.prototype ? WeakMap.prototype.has : null, l = typeof WeakSet == "function" && WeakSet.prototype ? WeakSet.prototype.has : null, u = typeof WeakRef == "function" && WeakRef.prototype ? WeakRef.prototype.deref : null, d = Boolean.prototype.valueOf, f = Object.prototype.toString, p = Function.prototype.toString, m = String.prototype.match, h = String.prototype.slice, g = String.prototype.replace, _ = String.prototype.toUpperCase, v = String.prototype.toLowerCase, y = RegExp.prototype.test, b = Array.prototype.concat, x = Array.prototype.join, S = Array.prototype.slice, C = Math.floor, w = typeof BigInt == "function" ? BigInt.prototype.valueOf : null, T = Object.getOwnPropertySymbols, E = typeof Symbol == "function" && typeof Symbol.iterator == "symbol" ? Symbol.prototype.toString : null, D = typeof Symbol == "function" && typeof Symbol.iterator == "object", O = typeof Symbol == "function" && Symbol.toStringTag ? Symbol.toStringTag : null, k = Object.prototype.propertyIsEnumerable, A = (typeof Reflect == "function" ? Reflect.getPrototypeOf : Object.getPrototypeOf) || ([].__proto__ === Array.prototype ? function(e) {
		return e.__proto__;
	} : null);
	function j(e, t) {
		if (e === 1 / 0 || e === -1 / 0 || e !== e || e && e > -1e3 && e < 1e3 || y.call(/e/, t)) return t;
		var n = /[0-9](?=(?:[0-9]{3})+(?![0-9]))/g;
		if (typeof e == "number") {
			var r = e < 0 ? -C(-e) : C(e);
			if (r !== e) {
				var i = String(r), a = h.call(t, i.length + 1);
				return g.call(i, n, "$&_") + "." + g.call(g.call(a, /([0-9]{3})/g, "$&_"), /_$/, "");
			}
		}
		return g.call(t, n, "$&_");
	}
	var M = wo, N = M.custom, P = W(N) ? N : null;
	To = function e(t, i, a, c) {
		var l = i || {};
		if (ne(l, "quoteStyle") && l.quoteStyle !== "single" && l.quoteStyle !== "double") throw TypeError("option \"quoteStyle\" must be \"single\" or \"double\"");
		if (ne(l, "maxStringLength") && (typeof l.maxStringLength == "number" ? l.maxStringLength < 0 && l.maxStringLength !== 1 / 0 : l.maxStringLength !== null)) throw TypeError("option \"maxStringLength\", if provided, must be a positive integer, Infinity, or `null`");
		var u = !ne(l, "customInspect") || l.customInspect;
		if (typeof u != "boolean" && u !== "symbol") throw TypeError("option \"customInspect\", if provided, must be `true`, `false`, or `'symbol'`");
		if (ne(l, "indent") && l.indent !== null && l.indent !== "	" && !(parseInt(l.indent, 10) === l.indent && l.indent > 0)) throw TypeError("option \"indent\" must be \"\\t\", an integer > 0, or `null`");
		if (ne(l, "numericSeparator") && typeof l.numericSeparator != "boolean") throw TypeError("option \"numericSeparator\", if provided, must be `true` or `false`");
		var f = l.numericSeparator;
		if (typeof t > "u") return "undefined";
		if (t === null) return "null";
		if (typeof t == "boolean") return t ? "true" : "false";
		if (typeof t == "string") return fe(t, l);
		if (typeof t == "number") {
			if (t === 0) return 1 / 0 / t > 0 ? "0" : "-0";
			var p = String(t);
			return f ? j(t, p) : p;
		}
		if (typeof t == "bigint") {
			var m = String(t) + "n";
			return f ? j(t, m) : m;
		}
		var _ = typeof l.depth > "u" ? 5 : l.depth;
		if (typeof a > "u" && (a = 0), a >= _ && _ > 0 && typeof t == "object") return L(t) ? "[Array]" : "[Object]";
		var y = ge(l, a);
		if (typeof c > "u") c = [];
		else if (ae(c, t) >= 0) return "[Circular]";
		function C(t, n, r) {
			if (n && (c = S.call(c), c.push(n)), r) {
				var i = { depth: l.depth };
				return ne(l, "quoteStyle") && (i.quoteStyle = l.quoteStyle), e(t, i, a + 1, c);
			}
			return e(t, l, a + 1, c);
		}
		if (typeof t == "function" && !z(t)) {
			var T = ie(t), N = ve(t, C);
			return "[Function" + (T ? ": " + T : " (anonymous)") + "]" + (N.length > 0 ? " { " + x.call(N, ", ") + " }" : "");
		}
		if (W(t)) {
			var te = D ? g.call(String(t), /^(Symbol\(.*\))_[^)]*$/, "$1") : E.call(t);
			return typeof t == "object" && !D ? me(te) : te;
		}
		if (de(t)) {
			for (var pe = "<" + v.call(String(t.nodeName)), ye = t.attributes || [], be = 0; be < ye.length; be++) pe += " " + ye[be].name + "=" + F(I(ye[be].value), "double", l);
			return pe += ">", t.childNodes && t.childNodes.length && (pe += "..."), pe += "</" + v.call(String(t.nodeName)) + ">", pe;
		}
		if (L(t)) {
			if (t.length === 0) return "[]";
			var xe = ve(t, C);
			return y && !K(xe) ? "[" + _e(xe, y) + "]" : "[ " + x.call(xe, ", ") + " ]";
		}
		if (B(t)) {
			var Se = ve(t, C);
			return !("cause" in Error.prototype) && "cause" in t && !k.call(t, "cause") ? "{ [" + String(t) + "] " + x.call(b.call("[cause]: " + C(t.cause), Se), ", ") + " }" : Se.length === 0 ? "[" + String(t) + "]" : "{ [" + String(t) + "] " + x.call(Se, ", ") + " }";
		}
		if (typeof t == "object" && u) {
			if (P && typeof t[P] == "function" && M) return M(t, { depth: _ - a });
			if (u !== "symbol" && typeof t.inspect == "function") return t.inspect();
		}
		if (oe(t)) {
			var Ce = [];
			return r && r.call(t, function(e, n) {
				Ce.push(C(n, t, !0) + " => " + C(e, t));
			}), he("Map", n.call(t), Ce, y);
		}
		if (le(t)) {
			var we = [];
			return s && s.call(t, function(e) {
				we.push(C(e, t));
			}), he("Set", o.call(t), we, y);
		}
		if (se(t)) return G("WeakMap");
		if (ue(t)) return G("WeakSet");
		if (ce(t)) return G("WeakRef");
		if (H(t)) return me(C(Number(t)));
		if (ee(t)) return me(C(w.call(t)));
		if (U(t)) return me(d.call(t));
		if (V(t)) return me(C(String(t)));
		if (typeof window < "u" && t === window) return "{ [object Window] }";
		if (typeof globalThis < "u" && t === globalThis || typeof Do < "u" && t === Do) return "{ [object globalThis] }";
		if (!R(t) && !z(t)) {
			var Te = ve(t, C), Ee = A ? A(t) === Object.prototype : t instanceof Object || t.constructor === Object, De = t instanceof Object ? "" : "null prototype", Oe = !Ee && O && Object(t) === t && O in t ? h.call(re(t), 8, -1) : De ? "Object" : "", ke = (Ee || typeof t.constructor != "function" ? "" : t.constructor.name ? t.constructor.name + " " : "") + (Oe || De ? "[" + x.call(b.call([], Oe || [], De || []), ": ") + "] " : "");
			return Te.length === 0 ? ke + "{}" : y ? ke + "{" + _e(Te, y) + "}" : ke + "{ " + x.call(Te, ", ") + " }";
		}
		return String(t);
	};
	function F(e, t, n) {
		var r = (n.quoteStyle || t) === "double" ? "\"" : "'";
		return r + e + r;
	}
	function I(e) {
		return g.call(String(e), /"/g, "&quot;");
	}
	function L(e) {
		return re(e) === "[object Array]" && (!O || !(typeof e == "object" && O in e));
	}
	function R(e) {
		return re(e) === "[object Date]" && (!O || !(typeof e == "object" && O in e));
	}
	function z(e) {
		return re(e) === "[object RegExp]" && (!O || !(typeof e == "object" && O in e));
	}
	function B(e) {
		return re(e) === "[object Error]" && (!O || !(typeof e == "object" && O in e));
	}
	function V(e) {
		return re(e) === "[object String]" && (!O || !(typeof e == "object" && O in e));
	}
	function H(e) {
		return re(e) === "[object Number]" && (!O || !(typeof e == "object" && O in e));
	}
	function U(e) {
		return re(e) === "[object Boolean]" && (!O || !(typeof e == "object" && O in e));
	}
	function W(e) {
		if (D) return e && typeof e == "object" && e instanceof Symbol;
		if (typeof e == "symbol") return !0;
		if (!e || typeof e != "object" || !E) return !1;
		try {
			return E.call(e), !0;
		} catch {}
		return !1;
	}
	function ee(e) {
		if (!e || typeof e != "object" || !w) return !1;
		try {
			return w.call(e), !0;
		} catch {}
		return !1;
	}
	var te = Object.prototype.hasOwnProperty || function(e) {
		return e in (this || Do);
	};
	function ne(e, t) {
		return te.call(e, t);
	}
	function re(e) {
		return f.call(e);
	}
	function ie(e) {
		if (e.name) return e.name;
		var t = m.call(p.call(e), /^function\s*([\w$]+)/);
		return t ? t[1] : null;
	}
	function ae(e, t) {
		if (e.indexOf) return e.indexOf(t);
		for (var n = 0, r = e.length; n < r; n++) if (e[n] === t) return n;
		return -1;
	}
	function oe(e) {
		if (!n || !e || typeof e != "object") return !1;
		try {
			n.call(e);
			try {
				o.call(e);
			} catch {
				return !0;
			}
			return e instanceof Map;
		} catch {}
		return !1;
	}
	function se(e) {
		if (!c || !e || typeof e != "object") return !1;
		try {
			c.call(e, c);
			try {
				l.call(e, l);
			} catch {
				return !0;
			}
			return e instanceof WeakMap;
		} catch {}
		return !1;
	}
	function ce(e) {
		if (!u || !e || typeof e != "object") return !1;
		try {
			return u.call(e), !0;
		} catch {}
		return !1;
	}
	function le(e) {
		if (!o || !e || typeof e != "object") return !1;
		try {
			o.call(e);
			try {
				n.call(e);
			} catch {
				return !0;
			}
			return e instanceof Set;
		} catch {}
		return !1;
	}
	function ue(e) {
		if (!l || !e || typeof e != "object") return !1;
		try {
			l.call(e, l);
			try {
				c.call(e, c);
			} catch {
				return !0;
			}
			return e instanceof WeakSet;
		} catch {}
		return !1;
	}
	function de(e) {
		return !e || typeof e != "object" ? !1 : typeof HTMLElement < "u" && e instanceof HTMLElement || typeof e.nodeName == "string" && typeof e.getAttribute == "function";
	}
	function fe(e, t) {
		if (e.length > t.maxStringLength) {
			var n = e.length - t.maxStringLength, r = "... " + n + " more character" + (n > 1 ? "s" : "");
			return fe(h.call(e, 0, t.maxStringLength), t) + r;
		}
		return F(g.call(g.call(e, /(['\\])/g, "\\$1"), /[\x00-\x1f]/g, pe), "single", t);
	}
	function pe(e) {
		var t = e.charCodeAt(0), n = {
			8: "b",
			9: "t",
			10: "n",
			12: "f",
			13: "r"
		}[t];
		return n ? "\\" + n : "\\x" + (t < 16 ? "0" : "") + _.call(t.toString(16));
	}
	function me(e) {
		return "Object(" + e + ")";
	}
	function G(e) {
		return e + " { ? }";
	}
	function he(e, t, n, r) {
		var i = r ? _e(n, r) : x.call(n, ", ");
		return e + " (" + t + ") {" + i + "}";
	}
	function K(e) {
		for (var t = 0; t < e.length; t++) if (ae(e[t], "\n") >= 0) return !1;
		return !0;
	}
	function ge(e, t) {
		var n;
		if (e.indent === "	") n = "	";
		else if (typeof e.indent == "number" && e.indent > 0) n = x.call(Array(e.indent + 1), " ");
		else return null;
		return {
			base: n,
			prev: x.call(Array(t + 1), n)
		};
	}
	function _e(e, t) {
		if (e.length === 0) return "";
		var n = "\n" + t.prev + t.base;
		return n + x.call(e, "," + n) + "\n" + t.prev;
	}
	function ve(e, t) {
		var n = L(e), r = [];
		if (n) {
			r.length = e.length;
			for (var i = 0; i < e.length; i++) r[i] = ne(e, i) ? t(e[i], e) : "";
		}
		var a = typeof T == "function" ? T(e) : [], o;
		if (D) {
			o = {};
			for (var s = 0; s < a.length; s++) o["$" + a[s]] = a[s];
		}
		for (var c in e) ne(e, c) && (n && String(Number(c)) === c && c < e.length || D && o["$" + c] instanceof Symbol || (y.call(/[^\w$]/, c) ? r.push(t(c, e) + ": " + t(e[c], e)) : r.push(c + ": " + t(e[c], e))));
		if (typeof T == "function") for (var l = 0; l < a.length; l++) k.call(e, a[l]) && r.push("[" + t(a[l]) + "]: " + t(e[a[l]], e));
		return r;
	}
	return To;
}
function po() {
	if (ko) return Oo;
	ko = !0;
	var e = Nr(), t = Br(), n = fo(), r = Er(), i = e("%WeakMap%", !0), a = e("%Map%", !0), o = t("WeakMap.prototype.get", !0), s = t("WeakMap.prototype.set", !0), c = t("WeakMap.prototype.has", !0), l = t("Map.prototype.get", !0), u = t("Map.prototype.set", !0), d = t("Map.prototype.has", !0), f = function(e, t) {
		for (var n = e, r; (r = n.next) !== null; n = r) if (r.key === t) return n.next = r.next, r.next = e.next, e.next = r, r;
	}, p = function(e, t) {
		var n = f(e, t);
		return n && n.value;
	}, m = function(e, t, n) {
		var r = f(e, t);
		r ? r.value = n : e.next = {
			key: t,
			next: e.next,
			value: n
		};
	}, h = function(e, t) {
		return !!f(e, t);
	};
	return Oo = function() {
		var e, t, f, g = {
			assert: function(e) {
				if (!g.has(e)) throw new r("Side channel does not contain " + n(e));
			},
			get: function(n) {
				if (i && n && (typeof n == "object" || typeof n == "function")) {
					if (e) return o(e, n);
				} else if (a) {
					if (t) return l(t, n);
				} else if (f) return p(f, n);
			},
			has: function(n) {
				if (i && n && (typeof n == "object" || typeof n == "function")) {
					if (e) return c(e, n);
				} else if (a) {
					if (t) return d(t, n);
				} else if (f) return h(f, n);
				return !1;
			},
			set: function(n, r) {
				i && n && (typeof n == "object" || typeof n == "function") ? (e ||= new i(), s(e, n, r)) : a ? (t ||= new a(), u(t, n, r)) : (f ||= {
					key: {},
					next: null
				}, m(f, n, r));
			}
		};
		return g;
	}, Oo;
}
function mo() {
	if (jo) return Ao;
	jo = !0;
	var e = String.prototype.replace, t = /%20/g, n = {
		RFC1738: "RFC1738",
		RFC3986: "RFC3986"
	};
	return Ao = {
		default: n.RFC3986,
		formatters: {
			RFC1738: function(n) {
				return e.call(n, t, "+");
			},
			RFC3986: function(e) {
				return String(e);
			}
		},
		RFC1738: n.RFC1738,
		RFC3986: n.RFC3986
	}, Ao;
}
function ho() {
	if (No) return Mo;
	No = !0;
	var e = mo(), t = Object.prototype.hasOwnProperty, n = Array.isArray, r = (function() {
		for (var e = [], t = 0; t < 256; ++t) e.push("%" + ((t < 16 ? "0" : "") + t.toString(16)).toUpperCase());
		return e;
	})(), i = function(e) {
		for (; e.length > 1;) {
			var t = e.pop(), r = t.obj[t.prop];
			if (n(r)) {
				for (var i = [], a = 0; a < r.length; ++a) typeof r[a] < "u" && i.push(r[a]);
				t.obj[t.prop] = i;
			}
		}
	}, a = function(e, t) {
		for (var n = t && t.plainObjects ? Object.create(null) : {}, r = 0; r < e.length; ++r) typeof e[r] < "u" && (n[r] = e[r]);
		return n;
	}, o = function e(r, i, o) {
		if (!i) return r;
		if (typeof i != "object") {
			if (n(r)) r.push(i);
			else if (r && typeof r == "object") (o && (o.plainObjects || o.allowPrototypes) || !t.call(Object.prototype, i)) && (r[i] = !0);
			else return [r, i];
			return r;
		}
		if (!r || typeof r != "object") return [r].concat(i);
		var s = r;
		return n(r) && !n(i) && (s = a(r, o)), n(r) && n(i) ? (i.forEach(function(n, i) {
			if (t.call(r, i)) {
				var a = r[i];
				a && typeof a == "object" && n && typeof n == "object" ? r[i] = e(a, n, o) : r.push(n);
			} else r[i] = n;
		}), r) : Object.keys(i).reduce(function(n, r) {
			var a = i[r];
			return n[r] = t.call(n, r) ? e(n[r], a, o) : a, n;
		}, s);
	}, s = function(e, t) {
		return Object.keys(t).reduce(function(e, n) {
			return e[n] = t[n], e;
		}, e);
	}, c = function(e, t, n) {
		var r = e.replace(/\+/g, " ");
		if (n === "iso-8859-1") return r.replace(/%[0-9a-f]{2}/gi, unescape);
		try {
			return decodeURIComponent(r);
		} catch {
			return r;
		}
	}, l = 1024;
	return Mo = {
		arrayToObject: a,
		assign: s,
		combine: function(e, t) {
			return [].concat(e, t);
		},
		compact: function(e) {
			for (var t = [{
				obj: { o: e },
				prop: "o"
			}], n = [], r = 0; r < t.length; ++r) for (var a = t[r], o = a.obj[a.prop], s = Object.keys(o), c = 0; c < s.length; ++c) {
				var l = s[c], u = o[l];
				typeof u == "object" && u && n.indexOf(u) === -1 && (t.push({
					obj: o,
					prop: l
				}), n.push(u));
			}
			return i(t), e;
		},
		decode: c,
		encode: function(t, n, i, a, o) {
			if (t.length === 0) return t;
			var s = t;
			if (typeof t == "symbol" ? s = Symbol.prototype.toString.call(t) : typeof t != "string" && (s = String(t)), i === "iso-8859-1") return escape(s).replace(/%u[0-9a-f]{4}/gi, function(e) {
				return "%26%23" + parseInt(e.slice(2), 16) + "%3B";
			});
			for (var c = "", u = 0; u < s.length; u += l) {
				for (var d = s.length >= l ? s.slice(u, u + l) : s, f = [], p = 0; p < d.length; ++p) {
					var m = d.charCodeAt(p);
					m === 45 || m === 46 || m === 95 || m === 126 || m >= 48 && m <= 57 || m >= 65 && m <= 90 || m >= 97 && m <= 122 || o === e.RFC1738 && (m === 40 || m === 41) ? f[f.length] = d.charAt(p) : m < 128 ? f[f.length] = r[m] : m < 2048 ? f[f.length] = r[192 | m >> 6] + r[128 | m & 63] : m < 55296 || m >= 57344 ? f[f.length] = r[224 | m >> 12] + r[128 | m >> 6 & 63] + r[128 | m & 63] : (p += 1, m = 65536 + ((m & 1023) << 10 | d.charCodeAt(p) & 1023), f[f.length] = r[240 | m >> 18] + r[128 | m >> 12 & 63] + r[128 | m >> 6 & 63] + r[128 | m & 63]);
				}
				c += f.join("");
			}
			return c;
		},
		isBuffer: function(e) {
			return !e || typeof e != "object" ? !1 : !!(e.constructor && e.constructor.isBuffer && e.constructor.isBuffer(e));
		},
		isRegExp: function(e) {
			return Object.prototype.toString.call(e) === "[object RegExp]";
		},
		maybeMap: function(e, t) {
			if (n(e)) {
				for (var r = [], i = 0; i < e.length; i += 1) r.push(t(e[i]));
				return r;
			}
			return t(e);
		},
		merge: o
	}, Mo;
}
function go() {
	if (Fo) return Po;
	Fo = !0;
	var e = po(), t = ho(), n = mo(), r = Object.prototype.hasOwnProperty, i = {
		brackets: function(e) {
			return e + "[]";
		},
		comma: "comma",
		indices: function(e, t) {
			return e + "[" + t + "]";
		},
		repeat: function(e) {
			return e;
		}
	}, a = Array.isArray, o = Array.prototype.push, s = function(e, t) {
		o.apply(e, a(t) ? t : [t]);
	}, c = Date.prototype.toISOString, l = n.default, u = {
		addQueryPrefix: !1,
		allowDots: !1,
		allowEmptyArrays: !1,
		arrayFormat: "indices",
		charset: "utf-8",
		charsetSentinel: !1,
		delimiter: "&",
		encode: !0,
		encodeDotInKeys: !1,
		encoder: t.encode,
		encodeValuesOnly: !1,
		format: l,
		formatter: n.formatters[l],
		indices: !1,
		serializeDate: function(e) {
			return c.call(e);
		},
		skipNulls: !1,
		strictNullHandling: !1
	}, d = function(e) {
		return typeof e == "string" || typeof e == "number" || typeof e == "boolean" || typeof e == "symbol" || typeof e == "bigint";
	}, f = {}, p = function n(r, i, o, c, l, p, m, h, g, _, v, y, b, x, S, C, w, T) {
		for (var E = r, D = T, O = 0, k = !1; (D = D.get(f)) !== void 0 && !k;) {
			var A = D.get(r);
			if (O += 1, typeof A < "u") {
				if (A === O) throw RangeError("Cyclic object value");
				k = !0;
			}
			typeof D.get(f) > "u" && (O = 0);
		}
		if (typeof _ == "function" ? E = _(i, E) : E instanceof Date ? E = b(E) : o === "comma" && a(E) && (E = t.maybeMap(E, function(e) {
			return e instanceof Date ? b(e) : e;
		})), E === null) {
			if (p) return g && !C ? g(i, u.encoder, w, "key", x) : i;
			E = "";
		}
		if (d(E) || t.isBuffer(E)) return g ? [S(C ? i : g(i, u.encoder, w, "key", x)) + "=" + S(g(E, u.encoder, w, "value", x))] : [S(i) + "=" + S(String(E))];
		var j = [];
		if (typeof E > "u") return j;
		var M;
		if (o === "comma" && a(E)) C && g && (E = t.maybeMap(E, g)), M = [{ value: E.length > 0 ? E.join(",") || null : void 0 }];
		else if (a(_)) M = _;
		else {
			var N = Object.keys(E);
			M = v ? N.sort(v) : N;
		}
		var P = h ? i.replace(/\./g, "%2E") : i, F = c && a(E) && E.length === 1 ? P + "[]" : P;
		if (l && a(E) && E.length === 0) return F + "[]";
		for (var I = 0; I < M.length; ++I) {
			var L = M[I], R = typeof L == "object" && typeof L.value < "u" ? L.value : E[L];
			if (!(m && R === null)) {
				var z = y && h ? L.replace(/\./g, "%2E") : L, B = a(E) ? typeof o == "function" ? o(F, z) : F : F + (y ? "." + z : "[" + z + "]");
				T.set(r, O);
				var V = e();
				V.set(f, T), s(j, n(R, B, o, c, l, p, m, h, o === "comma" && C && a(E) ? null : g, _, v, y, b, x, S, C, w, V));
			}
		}
		return j;
	}, m = function(e) {
		if (!e) return u;
		if (typeof e.allowEmptyArrays < "u" && typeof e.allowEmptyArrays != "boolean") throw TypeError("`allowEmptyArrays` option can only be `true` or `false`, when provided");
		if (typeof e.encodeDotInKeys < "u" && typeof e.encodeDotInKeys != "boolean") throw TypeError("`encodeDotInKeys` option can only be `true` or `false`, when provided");
		if (e.encoder !== null && typeof e.encoder < "u" && typeof e.encoder != "function") throw TypeError("Encoder has to be a function.");
		var t = e.charset || u.charset;
		if (typeof e.charset < "u" && e.charset !== "utf-8" && e.charset !== "iso-8859-1") throw TypeError("The charset option must be either utf-8, iso-8859-1, or undefined");
		var o = n.default;
		if (typeof e.format < "u") {
			if (!r.call(n.formatters, e.format)) throw TypeError("Unknown format option provided.");
			o = e.format;
		}
		var s = n.formatters[o], c = u.filter;
		(typeof e.filter == "function" || a(e.filter)) && (c = e.filter);
		var l = e.arrayFormat in i ? e.arrayFormat : "indices" in e ? e.indices ? "indices" : "repeat" : u.arrayFormat;
		if ("commaRoundTrip" in e && typeof e.commaRoundTrip != "boolean") throw TypeError("`commaRoundTrip` must be a boolean, or absent");
		var d = typeof e.allowDots > "u" ? e.encodeDotInKeys === !0 || u.allowDots : !!e.allowDots;
		return {
			addQueryPrefix: typeof e.addQueryPrefix == "boolean" ? e.addQueryPrefix : u.addQueryPrefix,
			allowDots: d,
			allowEmptyArrays: typeof e.allowEmptyArrays == "boolean" ? !!e.allowEmptyArrays : u.allowEmptyArrays,
			arrayFormat: l,
			charset: t,
			charsetSentinel: typeof e.charsetSentinel == "boolean" ? e.charsetSentinel : u.charsetSentinel,
			commaRoundTrip: e.commaRoundTrip,
			delimiter: typeof e.delimiter > "u" ? u.delimiter : e.delimiter,
			encode: typeof e.encode == "boolean" ? e.encode : u.encode,
			encodeDotInKeys: typeof e.encodeDotInKeys == "boolean" ? e.encodeDotInKeys : u.encodeDotInKeys,
			encoder: typeof e.encoder == "function" ? e.encoder : u.encoder,
			encodeValuesOnly: typeof e.encodeValuesOnly == "boolean" ? e.encodeValuesOnly : u.encodeValuesOnly,
			filter: c,
			format: o,
			formatter: s,
			serializeDate: typeof e.serializeDate == "function" ? e.serializeDate : u.serializeDate,
			skipNulls: typeof e.skipNulls == "boolean" ? e.skipNulls : u.skipNulls,
			sort: typeof e.sort == "function" ? e.sort : null,
			strictNullHandling: typeof e.strictNullHandling == "boolean" ? e.strictNullHandling : u.strictNullHandling
		};
	};
	return Po = function(t, n) {
		var r = t, o = m(n), c, l;
		typeof o.filter == "function" ? (l = o.filter, r = l("", r)) : a(o.filter) && (l = o.filter, c = l);
		var u = [];
		if (typeof r != "object" || !r) return "";
		var d = i[o.arrayFormat], f = d === "comma" && o.commaRoundTrip;
		c ||= Object.keys(r), o.sort && c.sort(o.sort);
		for (var h = e(), g = 0; g < c.length; ++g) {
			var _ = c[g];
			o.skipNulls && r[_] === null || s(u, p(r[_], _, d, f, o.allowEmptyArrays, o.strictNullHandling, o.skipNulls, o.encodeDotInKeys, o.encode ? o.encoder : null, o.filter, o.sort, o.allowDots, o.serializeDate, o.format, o.formatter, o.encodeValuesOnly, o.charset, h));
		}
		var v = u.join(o.delimiter), y = o.addQueryPrefix === !0 ? "?" : "";
		return o.charsetSentinel && (o.charset === "iso-8859-1" ? y += "utf8=%26%2310003%3B&" : y += "utf8=%E2%9C%93&"), v.length > 0 ? y + v : "";
	}, Po;
}
function _o() {
	if (Lo) return Io;
	Lo = !0;
	var e = ho(), t = Object.prototype.hasOwnProperty, n = Array.isArray, r = {
		allowDots: !1,
		allowEmptyArrays: !1,
		allowPrototypes: !1,
		allowSparse: !1,
		arrayLimit: 20,
		charset: "utf-8",
		charsetSentinel: !1,
		comma: !1,
		decodeDotInKeys: !1,
		decoder: e.decode,
		delimiter: "&",
		depth: 5,
		duplicates: "combine",
		ignoreQueryPrefix: !1,
		interpretNumericEntities: !1,
		parameterLimit: 1e3,
		parseArrays: !0,
		plainObjects: !1,
		strictDepth: !1,
		strictNullHandling: !1
	}, i = function(e) {
		return e.replace(/&#(\d+);/g, function(e, t) {
			return String.fromCharCode(parseInt(t, 10));
		});
	}, a = function(e, t) {
		return e && typeof e == "string" && t.comma && e.indexOf(",") > -1 ? e.split(",") : e;
	}, o = "utf8=%26%2310003%3B", s = "utf8=%E2%9C%93", c = function(c, l) {
		var u = { __proto__: null }, d = l.ignoreQueryPrefix ? c.replace(/^\?/, "") : c;
		d = d.replace(/%5B/gi, "[").replace(/%5D/gi, "]");
		var f = l.parameterLimit === 1 / 0 ? void 0 : l.parameterLimit, p = d.split(l.delimiter, f), m = -1, h, g = l.charset;
		if (l.charsetSentinel) for (h = 0; h < p.length; ++h) p[h].indexOf("utf8=") === 0 && (p[h] === s ? g = "utf-8" : p[h] === o && (g = "iso-8859-1"), m = h, h = p.length);
		for (h = 0; h < p.length; ++h) if (h !== m) {
			var _ = p[h], v = _.indexOf("]="), y = v === -1 ? _.indexOf("=") : v + 1, b, x;
			y === -1 ? (b = l.decoder(_, r.decoder, g, "key"), x = l.strictNullHandling ? null : "") : (b = l.decoder(_.slice(0, y), r.decoder, g, "key"), x = e.maybeMap(a(_.slice(y + 1), l), function(e) {
				return l.decoder(e, r.decoder, g, "value");
			})), x && l.interpretNumericEntities && g === "iso-8859-1" && (x = i(x)), _.indexOf("[]=") > -1 && (x = n(x) ? [x] : x);
			var S = t.call(u, b);
			S && l.duplicates === "combine" ? u[b] = e.combine(u[b], x) : S && l.duplicates !== "last" || (u[b] = x);
		}
		return u;
	}, l = function(e, t, n, r) {
		for (var i = r ? t : a(t, n), o = e.length - 1; o >= 0; --o) {
			var s, c = e[o];
			if (c === "[]" && n.parseArrays) s = n.allowEmptyArrays && (i === "" || n.strictNullHandling && i === null) ? [] : [].concat(i);
			else {
				s = n.plainObjects ? Object.create(null) : {};
				var l = c.charAt(0) === "[" && c.charAt(c.length - 1) === "]" ? c.slice(1, -1) : c, u = n.decodeDotInKeys ? l.replace(/%2E/g, ".") : l, d = parseInt(u, 10);
				!n.parseArrays && u === "" ? s = { 0: i } : !isNaN(d) && c !== u && String(d) === u && d >= 0 && n.parseArrays && d <= n.arrayLimit ? (s = [], s[d] = i) : u !== "__proto__" && (s[u] = i);
			}
			i = s;
		}
		return i;
	}, u = function(e, n, r, i) {
		if (e) {
			var a = r.allowDots ? e.replace(/\.([^.[]+)/g, "[$1]") : e, o = /(\[[^[\]]*])/, s = /(\[[^[\]]*])/g, c = r.depth > 0 && o.exec(a), u = c ? a.slice(0, c.index) : a, d = [];
			if (u) {
				if (!r.plainObjects && t.call(Object.prototype, u) && !r.allowPrototypes) return;
				d.push(u);
			}
			for (var f = 0; r.depth > 0 && (c = s.exec(a)) !== null && f < r.depth;) {
				if (f += 1, !r.plainObjects && t.call(Object.prototype, c[1].slice(1, -1)) && !r.allowPrototypes) return;
				d.push(c[1]);
			}
			if (c) {
				if (r.strictDepth === !0) throw RangeError("Input depth exceeded depth option of " + r.depth + " and strictDepth is true");
				d.push("[" + a.slice(c.index) + "]");
			}
			return l(d, n, r, i);
		}
	}, d = function(t) {
		if (!t) return r;
		if (typeof t.allowEmptyArrays < "u" && typeof t.allowEmptyArrays != "boolean") throw TypeError("`allowEmptyArrays` option can only be `true` or `false`, when provided");
		if (typeof t.decodeDotInKeys < "u" && typeof t.decodeDotInKeys != "boolean") throw TypeError("`decodeDotInKeys` option can only be `true` or `false`, when provided");
		if (t.decoder !== null && typeof t.decoder < "u" && typeof t.decoder != "function") throw TypeError("Decoder has to be a function.");
		if (typeof t.charset < "u" && t.charset !== "utf-8" && t.charset !== "iso-8859-1") throw TypeError("The charset option must be either utf-8, iso-8859-1, or undefined");
		var n = typeof t.charset > "u" ? r.charset : t.charset, i = typeof t.duplicates > "u" ? r.duplicates : t.duplicates;
		if (i !== "combine" && i !== "first" && i !== "last") throw TypeError("The duplicates option must be either combine, first, or last");
		return {
			allowDots: typeof t.allowDots > "u" ? t.decodeDotInKeys === !0 || r.allowDots : !!t.allowDots,
			allowEmptyArrays: typeof t.allowEmptyArrays == "boolean" ? !!t.allowEmptyArrays : r.allowEmptyArrays,
			allowPrototypes: typeof t.allowPrototypes == "boolean" ? t.allowPrototypes : r.allowPrototypes,
			allowSparse: typeof t.allowSparse == "boolean" ? t.allowSparse : r.allowSparse,
			arrayLimit: typeof t.arrayLimit == "number" ? t.arrayLimit : r.arrayLimit,
			charset: n,
			charsetSentinel: typeof t.charsetSentinel == "boolean" ? t.charsetSentinel : r.charsetSentinel,
			comma: typeof t.comma == "boolean" ? t.comma : r.comma,
			decodeDotInKeys: typeof t.decodeDotInKeys == "boolean" ? t.decodeDotInKeys : r.decodeDotInKeys,
			decoder: typeof t.decoder == "function" ? t.decoder : r.decoder,
			delimiter: typeof t.delimiter == "string" || e.isRegExp(t.delimiter) ? t.delimiter : r.delimiter,
			depth: typeof t.depth == "number" || t.depth === !1 ? +t.depth : r.depth,
			duplicates: i,
			ignoreQueryPrefix: t.ignoreQueryPrefix === !0,
			interpretNumericEntities: typeof t.interpretNumericEntities == "boolean" ? t.interpretNumericEntities : r.interpretNumericEntities,
			parameterLimit: typeof t.parameterLimit == "number" ? t.parameterLimit : r.parameterLimit,
			parseArrays: t.parseArrays !== !1,
			plainObjects: typeof t.plainObjects == "boolean" ? t.plainObjects : r.plainObjects,
			strictDepth: typeof t.strictDepth == "boolean" ? !!t.strictDepth : r.strictDepth,
			strictNullHandling: typeof t.strictNullHandling == "boolean" ? t.strictNullHandling : r.strictNullHandling
		};
	};
	return Io = function(t, n) {
		var r = d(n);
		if (t === "" || t === null || typeof t > "u") return r.plainObjects ? Object.create(null) : {};
		for (var i = typeof t == "string" ? c(t, r) : t, a = r.plainObjects ? Object.create(null) : {}, o = Object.keys(i), s = 0; s < o.length; ++s) {
			var l = o[s], f = u(l, i[l], r, typeof t == "string");
			a = e.merge(a, f, r);
		}
		return r.allowSparse === !0 ? a : e.compact(a);
	}, Io;
}
function vo() {
	if (zo) return Ro;
	zo = !0;
	var e = go(), t = _o();
	return Ro = {
		formats: mo(),
		parse: t,
		stringify: e
	}, Ro;
}
function yo() {
	if (Vo) return Bo;
	Vo = !0;
	var e = vr;
	function t() {
		this.protocol = null, this.slashes = null, this.auth = null, this.host = null, this.port = null, this.hostname = null, this.hash = null, this.search = null, this.query = null, this.pathname = null, this.path = null, this.href = null;
	}
	var n = /^([a-z0-9.+-]+:)/i, r = /:[0-9]*$/, i = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/, a = [
		"'",
		"{",
		"}",
		"|",
		"\\",
		"^",
		"`",
		"<",
		">",
		"\"",
		"`",
		" ",
		"\r",
		"\n",
		"	"
	], o = [
		"%",
		"/",
		"?",
		";",
		"#"
	].concat(a), s = [
		"/",
		"?",
		"#"
	], c = 255, l = /^[+a-z0-9A-Z_-]{0,63}$/, u = /^([+a-z0-9A-Z_-]{0,63})(.*)$/, d = {
		javascript: !0,
		"javascript:": !0
	}, f = {
		javascript: !0,
		"javascript:": !0
	}, p = {
		http: !0,
		https: !0,
		ftp: !0,
		gopher: !0,
		file: !0,
		"http:": !0,
		"https:": !0,
		"ftp:": !0,
		"gopher:": !0,
		"file:": !0
	}, m = vo();
	function h(e, n, r) {
		if (e && typeof e == "object" && e instanceof t) return e;
		var i = new t();
		return i.parse(e, n, r), i;
	}
	t.prototype.parse = function(t, r, h) {
		if (typeof t != "string") throw TypeError("Parameter 'url' must be a string, not " + typeof t);
		var g = t.indexOf("?"), _ = g !== -1 && g < t.indexOf("#") ? "?" : "#", v = t.split(_);
		v[0] = v[0].replace(/\\/g, "/"), t = v.join(_);
		var y = t;
		if (y = y.trim(), !h && t.split("#").length === 1) {
			var b = i.exec(y);
			if (b) return this.path = y, this.href = y, this.pathname = b[1], b[2] ? (this.search = b[2], this.query = r ? m.parse(this.search.substr(1)) : this.search.substr(1)) : r && (this.search = "", this.query = {}), this;
		}
		var x = n.exec(y);
		if (x) {
			x = x[0];
			var S = x.toLowerCase();
			this.protocol = S, y = y.substr(x.length);
		}
		if (h || x || y.match(/^\/\/[^@/]+@[^@/]+/)) {
			var C = y.substr(0, 2) === "//";
			C && !(x && f[x]) && (y = y.substr(2), this.slashes = !0);
		}
		if (!f[x] && (C || x && !p[x])) {
			for (var w = -1, T = 0; T < s.length; T++) {
				var E = y.indexOf(s[T]);
				E !== -1 && (w === -1 || E < w) && (w = E);
			}
			var D, O = w === -1 ? y.lastIndexOf("@") : y.lastIndexOf("@", w);
			O !== -1 && (D = y.slice(0, O), y = y.slice(O + 1), this.auth = decodeURIComponent(D)), w = -1;
			for (var T = 0; T < o.length; T++) {
				var E = y.indexOf(o[T]);
				E !== -1 && (w === -1 || E < w) && (w = E);
			}
			w === -1 && (w = y.length), this.host = y.slice(0, w), y = y.slice(w), this.parseHost(), this.hostname = this.hostname || "";
			var k = this.hostname[0] === "[" && this.hostname[this.hostname.length - 1] === "]";
			if (!k) for (var A = this.hostname.split(/\./), T = 0, j = A.length; T < j; T++) {
				var M = A[T];
				if (M && !M.match(l)) {
					for (var N = "", P = 0, F = M.length; P < F; P++) M.charCodeAt(P) > 127 ? N += "x" : N += M[P];
					if (!N.match(l)) {
						var I = A.slice(0, T), L = A.slice(T + 1), R = M.match(u);
						R && (I.push(R[1]), L.unshift(R[2])), L.length && (y = "/" + L.join(".") + y), this.hostname = I.join(".");
						break;
					}
				}
			}
			this.hostname = this.hostname.length > c ? "" : this.hostname.toLowerCase(), k || (this.hostname = e.toASCII(this.hostname));
			var z = this.port ? ":" + this.port : "", B = this.hostname || "";
			this.host = B + z, this.href += this.host, k && (this.hostname = this.hostname.substr(1, this.hostname.length - 2), y[0] !== "/" && (y = "/" + y));
		}
		if (!d[S]) for (var T = 0, j = a.length; T < j; T++) {
			var V = a[T];
			if (y.indexOf(V) !== -1) {
				var H = encodeURIComponent(V);
				H === V && (H = escape(V)), y = y.split(V).join(H);
			}
		}
		var U = y.indexOf("#");
		U !== -1 && (this.hash = y.substr(U), y = y.slice(0, U));
		var W = y.indexOf("?");
		if (W === -1 ? r && (this.search = "", this.query = {}) : (this.search = y.substr(W), this.query = y.substr(W + 1), r && (this.query = m.parse(this.query)), y = y.slice(0, W)), y && (this.pathname = y), p[S] && this.hostname && !this.pathname && (this.pathname = "/"), this.pathname || this.search) {
			var z = this.pathname || "", ee = this.search || "";
			this.path = z + ee;
		}
		return this.href = this.format(), this;
	};
	function g(e) {
		return typeof e == "string" && (e = h(e)), e instanceof t ? e.format() : t.prototype.format.call(e);
	}
	t.prototype.format = function() {
		var e = this.auth || "";
		e && (e = encodeURIComponent(e), e = e.replace(/%3A/i, ":"), e += "@");
		var t = this.protocol || "", n = this.pathname || "", r = this.hash || "", i = !1, a = "";
		this.host ? i = e + this.host : this.hostname && (i = e + (this.hostname.indexOf(":") === -1 ? this.hostname : "[" + this.hostname + "]"), this.port && (i += ":" + this.port)), this.query && typeof this.query == "object" && Object.keys(this.query).length && (a = m.stringify(this.query, {
			arrayFormat: "repeat",
			addQueryPrefix: !1
		}));
		var o = this.search || a && "?" + a || "";
		return t && t.substr(-1) !== ":" && (t += ":"), this.slashes || (!t || p[t]) && i !== !1 ? (i = "//" + (i || ""), n && n.charAt(0) !== "/" && (n = "/" + n)) : i ||= "", r && r.charAt(0) !== "#" && (r = "#" + r), o && o.charAt(0) !== "?" && (o = "?" + o), n = n.replace(/[?#]/g, function(e) {
			return encodeURIComponent(e);
		}), o = o.replace("#", "%23"), t + i + n + o + r;
	};
	function _(e, t) {
		return h(e, !1, !0).resolve(t);
	}
	t.prototype.resolve = function(e) {
		return this.resolveObject(h(e, !1, !0)).format();
	};
	function v(e, t) {
		return e ? h(e, !1, !0).resolveObject(t) : t;
	}
	return t.prototype.resolveObject = function(e) {
		if (typeof e == "string") {
			var n = new t();
			n.parse(e, !1, !0), e = n;
		}
		for (var r = new t(), i = Object.keys(this), a = 0; a < i.length; a++) {
			var o = i[a];
			r[o] = this[o];
		}
		if (r.hash = e.hash, e.href === "") return r.href = r.format(), r;
		if (e.slashes && !e.protocol) {
			for (var s = Object.keys(e), c = 0; c < s.length; c++) {
				var l = s[c];
				l !== "protocol" && (r[l] = e[l]);
			}
			return p[r.protocol] && r.hostname && !r.pathname && (r.pathname = "/", r.path = r.pathname), r.href = r.format(), r;
		}
		if (e.protocol && e.protocol !== r.protocol) {
			if (!p[e.protocol]) {
				for (var u = Object.keys(e), d = 0; d < u.length; d++) {
					var m = u[d];
					r[m] = e[m];
				}
				return r.href = r.format(), r;
			}
			if (r.protocol = e.protocol, !e.host && !f[e.protocol]) {
				for (var h = (e.pathname || "").split("/"); h.length && !(e.host = h.shift()););
				e.host || (e.host = ""), e.hostname || (e.hostname = ""), h[0] !== "" && h.unshift(""), h.length < 2 && h.unshift(""), r.pathname = h.join("/");
			} else r.pathname = e.pathname;
			return r.search = e.search, r.query = e.query, r.host = e.host || "", r.auth = e.auth, r.hostname = e.hostname || e.host, r.port = e.port, (r.pathname || r.search) && (r.path = (r.pathname || "") + (r.search || "")), r.slashes = r.slashes || e.slashes, r.href = r.format(), r;
		}
		var g = r.pathname && r.pathname.charAt(0) === "/", _ = e.host || e.pathname && e.pathname.charAt(0) === "/", v = _ || g || r.host && e.pathname, y = v, b = r.pathname && r.pathname.split("/") || [], h = e.pathname && e.pathname.split("/") || [], x = r.protocol && !p[r.protocol];
		if (x && (r.hostname = "", r.port = null, r.host && (b[0] === "" ? b[0] = r.host : b.unshift(r.host)), r.host = "", e.protocol && (e.hostname = null, e.port = null, e.host && (h[0] === "" ? h[0] = e.host : h.unshift(e.host)), e.host = null), v &&= h[0] === "" || b[0] === ""), _) r.host = e.host || e.host === "" ? e.host : r.host, r.hostname = e.hostname || e.hostname === "" ? e.hostname : r.hostname, r.search = e.search, r.query = e.query, b = h;
		else if (h.length) b ||= [], b.pop(), b = b.concat(h), r.search = e.search, r.query = e.query;
		else if (e.search != null) {
			if (x) {
				r.host = b.shift(), r.hostname = r.host;
				var S = r.host && r.host.indexOf("@") > 0 ? r.host.split("@") : !1;
				S && (r.auth = S.shift(), r.hostname = S.shift(), r.host = r.hostname);
			}
			return r.search = e.search, r.query = e.query, (r.pathname !== null || r.search !== null) && (r.path = (r.pathname ? r.pathname : "") + (r.search ? r.search : "")), r.href = r.format(), r;
		}
		if (!b.length) return r.pathname = null, r.path = r.search ? "/" + r.search : null, r.href = r.format(), r;
		for (var C = b.slice(-1)[0], w = (r.host || e.host || b.length > 1) && (C === "." || C === "..") || C === "", T = 0, E = b.length; E >= 0; E--) C = b[E], C === "." ? b.splice(E, 1) : C === ".." ? (b.splice(E, 1), T++) : T && (b.splice(E, 1), T--);
		if (!v && !y) for (; T--;) b.unshift("..");
		v && b[0] !== "" && (!b[0] || b[0].charAt(0) !== "/") && b.unshift(""), w && b.join("/").substr(-1) !== "/" && b.push("");
		var D = b[0] === "" || b[0] && b[0].charAt(0) === "/";
		if (x) {
			r.hostname = D ? "" : b.length ? b.shift() : "", r.host = r.hostname;
			var S = r.host && r.host.indexOf("@") > 0 ? r.host.split("@") : !1;
			S && (r.auth = S.shift(), r.hostname = S.shift(), r.host = r.hostname);
		}
		return v ||= r.host && b.length, v && !D && b.unshift(""), b.length > 0 ? r.pathname = b.join("/") : (r.pathname = null, r.path = null), (r.pathname !== null || r.search !== null) && (r.path = (r.pathname ? r.pathname : "") + (r.search ? r.search : "")), r.auth = e.auth || r.auth, r.slashes = r.slashes || e.slashes, r.href = r.format(), r;
	}, t.prototype.parseHost = function() {
		var e = this.host, t = r.exec(e);
		t && (t = t[0], t !== ":" && (this.port = t.substr(1)), e = e.substr(0, e.length - t.length)), e && (this.hostname = e);
	}, Bo.parse = h, Bo.resolve = _, Bo.resolveObject = v, Bo.format = g, Bo.Url = t, Bo;
}
function bo(e) {
	if (typeof e == "string") e = new URL(e);
	else if (!(e instanceof URL)) throw new Deno.errors.InvalidData("invalid argument path , must be a string or URL");
	if (e.protocol !== "file:") throw new Deno.errors.InvalidData("invalid url scheme");
	return es ? xo(e) : So(e);
}
function xo(e) {
	let t = e.hostname, n = e.pathname;
	for (let e = 0; e < n.length; e++) if (n[e] === "%") {
		let t = n.codePointAt(e + 2) || 32;
		if (n[e + 1] === "2" && t === 102 || n[e + 1] === "5" && t === 99) throw new Deno.errors.InvalidData("must not include encoded \\ or / characters");
	}
	if (n = n.replace(ts, "\\"), n = decodeURIComponent(n), t !== "") return `\\\\${t}${n}`;
	{
		let e = n.codePointAt(1) | 32, t = n[2];
		if (e < Qo || e > $o || t !== ":") throw new Deno.errors.InvalidData("file url path must be absolute");
		return n.slice(1);
	}
}
function So(e) {
	if (e.hostname !== "") throw new Deno.errors.InvalidData("invalid file url hostname");
	let t = e.pathname;
	for (let e = 0; e < t.length; e++) if (t[e] === "%") {
		let n = t.codePointAt(e + 2) || 32;
		if (t[e + 1] === "2" && n === 102) throw new Deno.errors.InvalidData("must not include encoded / characters");
	}
	return decodeURIComponent(t);
}
function Co(e) {
	let t = co.resolve(e), n = e.charCodeAt(e.length - 1);
	(n === Zo || es && n === Xo) && t[t.length - 1] !== co.sep && (t += "/");
	let r = new URL("file://");
	return t.includes("%") && (t = t.replace(ns, "%25")), !es && t.includes("\\") && (t = t.replace(rs, "%5C")), t.includes("\n") && (t = t.replace(is, "%0A")), t.includes("\r") && (t = t.replace(as, "%0D")), t.includes("	") && (t = t.replace(os, "%09")), r.pathname = t, r;
}
var wo, To, Eo, Do, Oo, ko, Ao, jo, Mo, No, Po, Fo, Io, Lo, Ro, zo, Bo, Vo, Ho, Uo, Wo, Go, Ko, qo, Jo, Yo, Xo, Zo, Qo, $o, es, ts, ns, rs, is, as, os, ss = p(() => {
	v(), J(), q(), yr(), ki(), lo(), io(), wo = Object.freeze(Object.create(null)), To = {}, Eo = !1, Do = typeof globalThis < "u" ? globalThis : typeof self < "u" ? self : global, Oo = {}, ko = !1, Ao = {}, jo = !1, Mo = {}, No = !1, Po = {}, Fo = !1, Io = {}, Lo = !1, Ro = {}, zo = !1, Bo = {}, Vo = !1, Ho = yo(), Ho.parse, Ho.resolve, Ho.resolveObject, Ho.format, Ho.Url, Uo = typeof Deno < "u" ? Deno.build.os === "windows" ? "win32" : Deno.build.os : void 0, Ho.URL = typeof URL < "u" ? URL : null, Ho.pathToFileURL = Co, Ho.fileURLToPath = bo, Wo = Ho.Url, Go = Ho.format, Ko = Ho.resolve, qo = Ho.resolveObject, Jo = Ho.parse, Yo = Ho.URL, Xo = 92, Zo = 47, Qo = 97, $o = 122, es = Uo === "win32", ts = /\//g, ns = /%/g, rs = /\\/g, is = /\n/g, as = /\r/g, os = /\t/g;
}), cs = m((e, t) => {
	v(), J(), q(), t.exports = function() {
		throw Error("ws does not work in the browser. Browser clients must use the native WebSocket object");
	};
}), ls = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 }), e.BufferedDuplex = void 0, e.writev = r;
	var t = on(), n = (vt(), _(pt));
	function r(e, t) {
		let r = Array(e.length);
		for (let t = 0; t < e.length; t++) typeof e[t].chunk == "string" ? r[t] = n.Buffer.from(e[t].chunk, "utf8") : r[t] = e[t].chunk;
		this._write(n.Buffer.concat(r), "binary", t);
	}
	e.BufferedDuplex = class extends t.Duplex {
		socket;
		proxy;
		isSocketOpen;
		writeQueue;
		constructor(e, t, n) {
			super({ objectMode: !0 }), this.proxy = t, this.socket = n, this.writeQueue = [], e.objectMode || (this._writev = r.bind(this)), this.isSocketOpen = !1, this.proxy.on("data", (e) => {
				!this.destroyed && this.readable && this.push(e);
			});
		}
		_read(e) {
			this.proxy.read(e);
		}
		_write(e, t, n) {
			this.isSocketOpen ? this.writeToProxy(e, t, n) : this.writeQueue.push({
				chunk: e,
				encoding: t,
				cb: n
			});
		}
		_final(e) {
			this.writeQueue = [], this.proxy.end(e);
		}
		_destroy(e, t) {
			this.writeQueue = [], this.proxy.destroy(), t(e);
		}
		socketReady() {
			this.emit("connect"), this.isSocketOpen = !0, this.processWriteQueue();
		}
		writeToProxy(e, t, n) {
			this.proxy.write(e, t) === !1 ? this.proxy.once("drain", n) : n();
		}
		processWriteQueue() {
			for (; this.writeQueue.length > 0;) {
				let { chunk: e, encoding: t, cb: n } = this.writeQueue.shift();
				this.writeToProxy(e, t, n);
			}
		}
	};
}), us = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 }), e.streamBuilder = e.browserStreamBuilder = void 0;
	var n = (vt(), _(pt)), r = t(cs()), i = t(mn()), a = on(), o = t(ur()), s = ls(), c = (0, i.default)("mqttjs:ws"), l = [
		"rejectUnauthorized",
		"ca",
		"cert",
		"key",
		"pfx",
		"passphrase"
	];
	function u(e, t) {
		let n = `${e.protocol}://${e.hostname}:${e.port}${e.path}`;
		return typeof e.transformWsUrl == "function" && (n = e.transformWsUrl(n, e, t)), n;
	}
	function d(e) {
		let t = e;
		return e.port || (t.port = e.protocol === "wss" ? 443 : 80), e.path || (t.path = "/"), e.wsOptions || (t.wsOptions = {}), !o.default && !e.forceNativeWebSocket && e.protocol === "wss" && l.forEach((n) => {
			Object.prototype.hasOwnProperty.call(e, n) && !Object.prototype.hasOwnProperty.call(e.wsOptions, n) && (t.wsOptions[n] = e[n]);
		}), t;
	}
	function f(e) {
		let t = d(e);
		if (t.hostname ||= t.host, !t.hostname) {
			if (typeof document > "u") throw Error("Could not determine host. Specify host manually.");
			let e = new URL(document.URL);
			t.hostname = e.hostname, t.port ||= Number(e.port);
		}
		return t.objectMode === void 0 && (t.objectMode = t.binary !== !0 && t.binary !== void 0), t;
	}
	function p(e, t, n) {
		c("createWebSocket"), c(`protocol: ${n.protocolId} ${n.protocolVersion}`);
		let i = n.protocolId === "MQIsdp" && n.protocolVersion === 3 ? "mqttv3.1" : "mqtt";
		c(`creating new Websocket for url: ${t} and protocol: ${i}`);
		let a;
		return a = n.createWebsocket ? n.createWebsocket(t, [i], n) : new r.default(t, [i], n.wsOptions), a;
	}
	function m(e, t) {
		let n = t.protocolId === "MQIsdp" && t.protocolVersion === 3 ? "mqttv3.1" : "mqtt", r = u(t, e), i;
		return i = t.createWebsocket ? t.createWebsocket(r, [n], t) : new WebSocket(r, [n]), i.binaryType = "arraybuffer", i;
	}
	e.streamBuilder = (e, t) => {
		c("streamBuilder");
		let n = d(t);
		n.hostname = n.hostname || n.host || "localhost";
		let i = u(n, e), a = p(e, i, n), o = r.default.createWebSocketStream(a, n.wsOptions);
		return o.url = i, a.on("close", () => {
			o.destroy();
		}), o;
	}, e.browserStreamBuilder = (e, t) => {
		c("browserStreamBuilder");
		let r, i = f(t).browserBufferSize || 524288, o = t.browserBufferTimeout || 1e3, l = !t.objectMode, u = m(e, t), d = h(t, b, x);
		t.objectMode || (d._writev = s.writev.bind(d)), d.on("close", () => {
			u.close();
		});
		let p = typeof u.addEventListener < "u";
		u.readyState === u.OPEN ? (r = d, r.socket = u) : (r = new s.BufferedDuplex(t, d, u), p ? u.addEventListener("open", g) : u.onopen = g), p ? (u.addEventListener("close", _), u.addEventListener("error", v), u.addEventListener("message", y)) : (u.onclose = _, u.onerror = v, u.onmessage = y);
		function h(e, t, n) {
			let r = new a.Transform({ objectMode: e.objectMode });
			return r._write = t, r._flush = n, r;
		}
		function g() {
			c("WebSocket onOpen"), r instanceof s.BufferedDuplex && r.socketReady();
		}
		function _(e) {
			c("WebSocket onClose", e), r.end(), r.destroy();
		}
		function v(e) {
			c("WebSocket onError", e);
			let t = /* @__PURE__ */ Error("WebSocket error");
			t.event = e, r.destroy(t);
		}
		async function y(e) {
			if (!d || !d.readable || !d.writable) return;
			let { data: t } = e;
			t = t instanceof ArrayBuffer ? n.Buffer.from(t) : t instanceof Blob ? n.Buffer.from(await new Response(t).arrayBuffer()) : n.Buffer.from(t, "utf8"), d.push(t);
		}
		function b(e, t, r) {
			if (u.bufferedAmount > i) setTimeout(b, o, e, t, r);
			else {
				l && typeof e == "string" && (e = n.Buffer.from(e, "utf8"));
				try {
					u.send(e);
				} catch (e) {
					return r(e);
				}
				r();
			}
		}
		function x(e) {
			u.close(), e();
		}
		return r;
	};
}), ds = {};
h(ds, {
	Server: () => Y,
	Socket: () => Y,
	Stream: () => Y,
	_createServerHandle: () => Y,
	_normalizeArgs: () => Y,
	_setSimultaneousAccepts: () => Y,
	connect: () => Y,
	createConnection: () => Y,
	createServer: () => Y,
	default: () => fs,
	isIP: () => Y,
	isIPv4: () => Y,
	isIPv6: () => Y
});
function Y() {
	throw Error("Node.js net module is not supported by JSPM core outside of Node.js");
}
var fs, ps = p(() => {
	v(), J(), q(), fs = {
		_createServerHandle: Y,
		_normalizeArgs: Y,
		_setSimultaneousAccepts: Y,
		connect: Y,
		createConnection: Y,
		createServer: Y,
		isIP: Y,
		isIPv4: Y,
		isIPv6: Y,
		Server: Y,
		Socket: Y,
		Stream: Y
	};
}), ms = m((e, t) => {
	v(), J(), q(), t.exports = {};
}), hs = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var n = t((ps(), _(ds))), r = t(mn()), i = t(ms()), a = (0, r.default)("mqttjs:tcp");
	e.default = (e, t) => {
		if (t.port = t.port || 1883, t.hostname = t.hostname || t.host || "localhost", t.socksProxy) return (0, i.default)(t.hostname, t.port, t.socksProxy, { timeout: t.socksTimeout });
		let { port: r, path: o } = t, s = t.hostname;
		return a("port %d and host %s", r, s), n.default.createConnection({
			port: r,
			host: s,
			path: o
		});
	};
}), gs = {};
h(gs, { default: () => _s });
var _s, vs = p(() => {
	v(), J(), q(), _s = {};
}), ys = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 });
	var n = (vs(), _(gs)), r = t((ps(), _(ds))), i = t(mn()), a = t(ms()), o = (0, i.default)("mqttjs:tls");
	function s(e) {
		let { host: t, port: r, socksProxy: i, ...o } = e;
		if (i !== void 0) {
			let s = (0, a.default)(t, r, i, { timeout: e.socksTimeout });
			return (0, n.connect)({
				...o,
				socket: s
			});
		}
		return (0, n.connect)(e);
	}
	e.default = (e, t) => {
		t.port = t.port || 8883, t.host = t.hostname || t.host || "localhost", r.default.isIP(t.host) === 0 && !t.servername && (t.servername = t.host), t.rejectUnauthorized = t.rejectUnauthorized !== !1, delete t.path, o("port %d host %s rejectUnauthorized %b", t.port, t.host, t.rejectUnauthorized);
		let n = s(t);
		n.on("secureConnect", () => {
			t.rejectUnauthorized && !n.authorized ? n.emit("error", /* @__PURE__ */ Error("TLS not authorized")) : n.removeListener("error", i);
		});
		function i(r) {
			t.rejectUnauthorized && e.emit("error", r), n.end();
		}
		return n.on("error", i), n;
	};
}), bs = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = (vt(), _(pt)), n = on(), r = ls(), i, a, o;
	function s() {
		let e = new n.Transform();
		return e._write = (e, t, n) => {
			i.send({
				data: e.buffer,
				success() {
					n();
				},
				fail(e) {
					n(Error(e));
				}
			});
		}, e._flush = (e) => {
			i.close({ success() {
				e();
			} });
		}, e;
	}
	function c(e) {
		e.hostname ||= "localhost", e.path ||= "/", e.wsOptions ||= {};
	}
	function l(e, t) {
		let n = e.protocol === "wxs" ? "wss" : "ws", r = `${n}://${e.hostname}${e.path}`;
		return e.port && e.port !== 80 && e.port !== 443 && (r = `${n}://${e.hostname}:${e.port}${e.path}`), typeof e.transformWsUrl == "function" && (r = e.transformWsUrl(r, e, t)), r;
	}
	function u() {
		i.onOpen(() => {
			o.socketReady();
		}), i.onMessage((e) => {
			let { data: n } = e;
			n = n instanceof ArrayBuffer ? t.Buffer.from(n) : t.Buffer.from(n, "utf8"), a.push(n);
		}), i.onClose(() => {
			o.emit("close"), o.end(), o.destroy();
		}), i.onError((e) => {
			let t = Error(e.errMsg);
			o.destroy(t);
		});
	}
	e.default = (e, t) => {
		if (t.hostname = t.hostname || t.host, !t.hostname) throw Error("Could not determine host. Specify host manually.");
		let n = t.protocolId === "MQIsdp" && t.protocolVersion === 3 ? "mqttv3.1" : "mqtt";
		c(t);
		let d = l(t, e);
		i = wx.connectSocket({
			url: d,
			protocols: [n]
		}), a = s(), o = new r.BufferedDuplex(t, a, i), o._destroy = (e, t) => {
			i.close({ success() {
				t && t(e);
			} });
		};
		let f = o.destroy;
		return o.destroy = (e, t) => (o.destroy = f, setTimeout(() => {
			i.close({ fail() {
				o._destroy(e, t);
			} });
		}, 0), o), u(), o;
	};
}), xs = m((e) => {
	v(), J(), q(), Object.defineProperty(e, "__esModule", { value: !0 });
	var t = (vt(), _(pt)), n = on(), r = ls(), i, a, o, s = !1;
	function c() {
		let e = new n.Transform();
		return e._write = (e, t, n) => {
			i.sendSocketMessage({
				data: e.buffer,
				success() {
					n();
				},
				fail() {
					n(/* @__PURE__ */ Error());
				}
			});
		}, e._flush = (e) => {
			i.closeSocket({ success() {
				e();
			} });
		}, e;
	}
	function l(e) {
		e.hostname ||= "localhost", e.path ||= "/", e.wsOptions ||= {};
	}
	function u(e, t) {
		let n = e.protocol === "alis" ? "wss" : "ws", r = `${n}://${e.hostname}${e.path}`;
		return e.port && e.port !== 80 && e.port !== 443 && (r = `${n}://${e.hostname}:${e.port}${e.path}`), typeof e.transformWsUrl == "function" && (r = e.transformWsUrl(r, e, t)), r;
	}
	function d() {
		s || (s = !0, i.onSocketOpen(() => {
			o.socketReady();
		}), i.onSocketMessage((e) => {
			if (typeof e.data == "string") {
				let n = t.Buffer.from(e.data, "base64");
				a.push(n);
			} else {
				let n = new FileReader();
				n.addEventListener("load", () => {
					n.result instanceof ArrayBuffer ? a.push(t.Buffer.from(n.result)) : a.push(t.Buffer.from(n.result, "utf-8"));
				}), n.readAsArrayBuffer(e.data);
			}
		}), i.onSocketClose(() => {
			o.end(), o.destroy();
		}), i.onSocketError((e) => {
			o.destroy(e);
		}));
	}
	e.default = (e, t) => {
		if (t.hostname = t.hostname || t.host, !t.hostname) throw Error("Could not determine host. Specify host manually.");
		let n = t.protocolId === "MQIsdp" && t.protocolVersion === 3 ? "mqttv3.1" : "mqtt";
		l(t);
		let s = u(t, e);
		return i = t.my, i.connectSocket({
			url: s,
			protocols: n
		}), a = c(), o = new r.BufferedDuplex(t, a, i), d(), o;
	};
}), Ss = m((e) => {
	v(), J(), q();
	var t = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 }), e.connectAsync = d;
	var n = t(mn()), r = t((ss(), _(uo))), i = t(pr()), a = t(ur());
	typeof y?.nextTick != "function" && (y.nextTick = setImmediate);
	var o = (0, n.default)("mqttjs"), s = null;
	function c() {
		return typeof location < "u" ? location.protocol === "https:" ? "wss" : "ws" : typeof document < "u" && new URL(document.URL).protocol === "https:" ? "wss" : "ws";
	}
	function l(e) {
		let t;
		if (e.auth) {
			if (t = e.auth.match(/^(.+):(.+)$/), t) {
				let [, n, r] = t;
				e.username = n, e.password = r;
			} else e.username = e.auth;
		}
	}
	function u(e, t) {
		if (o("connecting to an MQTT broker..."), typeof e == "object" && !t && (t = e, e = ""), t ||= {}, e && typeof e == "string") {
			let n = r.default.parse(e, !0), i = {}, o = !n.protocol && !n.hostname && n.path?.startsWith("/") && (a.default || t.forceNativeWebSocket);
			if (n.port != null && (i.port = Number(n.port)), i.host = n.hostname, i.query = n.query, i.auth = n.auth, i.protocol = n.protocol, i.path = n.path, t = {
				...i,
				...t
			}, !t.protocol && !o) throw Error("Missing protocol");
			t.protocol = (t.protocol || c()).replace(/:$/, "");
		}
		if (t.unixSocket = t.unixSocket || t.protocol?.includes("+unix"), t.unixSocket ? t.protocol = t.protocol.replace("+unix", "") : !t.protocol?.startsWith("ws") && !t.protocol?.startsWith("wx") && delete t.path, l(t), t.query && typeof t.query.clientId == "string" && (t.clientId = t.query.clientId), a.default || t.unixSocket ? t.socksProxy = void 0 : t.socksProxy === void 0 && typeof y < "u" && (t.socksProxy = y.env.MQTTJS_SOCKS_PROXY), t.cert && t.key) {
			if (t.protocol) {
				if ([
					"mqtts",
					"wss",
					"wxs",
					"alis"
				].indexOf(t.protocol) === -1) switch (t.protocol) {
					case "mqtt":
						t.protocol = "mqtts";
						break;
					case "ws":
						t.protocol = "wss";
						break;
					case "wx":
						t.protocol = "wxs";
						break;
					case "ali":
						t.protocol = "alis";
						break;
					default: throw Error(`Unknown protocol for secure connection: "${t.protocol}"!`);
				}
			} else throw Error("Missing secure protocol key");
		}
		if (s || (s = {}, !a.default && !t.forceNativeWebSocket ? (s.ws = us().streamBuilder, s.wss = us().streamBuilder, s.mqtt = hs().default, s.tcp = hs().default, s.ssl = ys().default, s.tls = s.ssl, s.mqtts = ys().default) : (s.ws = us().browserStreamBuilder, s.wss = us().browserStreamBuilder, s.wx = bs().default, s.wxs = bs().default, s.ali = xs().default, s.alis = xs().default)), !s[t.protocol]) {
			let e = ["mqtts", "wss"].indexOf(t.protocol) !== -1;
			t.protocol = [
				"mqtt",
				"mqtts",
				"ws",
				"wss",
				"wx",
				"wxs",
				"ali",
				"alis"
			].filter((t, n) => e && n % 2 == 0 ? !1 : typeof s[t] == "function")[0];
		}
		if (t.clean === !1 && !t.clientId) throw Error("Missing clientId for unclean clients");
		t.protocol && (t.defaultProtocol = t.protocol);
		function n(e) {
			return t.servers && (e._reconnectCount && e._reconnectCount !== t.servers.length || (e._reconnectCount = 0), t.host = t.servers[e._reconnectCount].host, t.port = t.servers[e._reconnectCount].port, t.protocol = t.servers[e._reconnectCount].protocol ? t.servers[e._reconnectCount].protocol : t.defaultProtocol, t.hostname = t.host, e._reconnectCount++), o("calling streambuilder for", t.protocol), s[t.protocol](e, t);
		}
		let u = new i.default(n, t);
		return u.on("error", () => {}), u;
	}
	function d(e, t, n = !0) {
		return new Promise((r, i) => {
			let a = u(e, t), o = {
				connect: (e) => {
					s(), r(a);
				},
				end: () => {
					s(), r(a);
				},
				error: (e) => {
					s(), a.end(), i(e);
				}
			};
			n === !1 && (o.close = () => {
				o.error(/* @__PURE__ */ Error("Couldn't connect to server"));
			});
			function s() {
				Object.keys(o).forEach((e) => {
					a.off(e, o[e]);
				});
			}
			Object.keys(o).forEach((e) => {
				a.on(e, o[e]);
			});
		});
	}
	e.default = u;
}), Cs = m((e) => {
	v(), J(), q();
	var t = e && e.__createBinding || (Object.create ? (function(e, t, n, r) {
		r === void 0 && (r = n);
		var i = Object.getOwnPropertyDescriptor(t, n);
		(!i || ("get" in i ? !t.__esModule : i.writable || i.configurable)) && (i = {
			enumerable: !0,
			get: function() {
				return t[n];
			}
		}), Object.defineProperty(e, r, i);
	}) : (function(e, t, n, r) {
		r === void 0 && (r = n), e[r] = t[n];
	})), n = e && e.__setModuleDefault || (Object.create ? (function(e, t) {
		Object.defineProperty(e, "default", {
			enumerable: !0,
			value: t
		});
	}) : function(e, t) {
		e.default = t;
	}), r = e && e.__importStar || (function() {
		var e = function(t) {
			return e = Object.getOwnPropertyNames || function(e) {
				var t = [];
				for (var n in e) Object.prototype.hasOwnProperty.call(e, n) && (t[t.length] = n);
				return t;
			}, e(t);
		};
		return function(r) {
			if (r && r.__esModule) return r;
			var i = {};
			if (r != null) for (var a = e(r), o = 0; o < a.length; o++) a[o] !== "default" && t(i, r, a[o]);
			return n(i, r), i;
		};
	})(), i = e && e.__exportStar || function(e, n) {
		for (var r in e) r !== "default" && !Object.prototype.hasOwnProperty.call(n, r) && t(n, e, r);
	}, a = e && e.__importDefault || function(e) {
		return e && e.__esModule ? e : { default: e };
	};
	Object.defineProperty(e, "__esModule", { value: !0 }), e.ReasonCodes = e.KeepaliveManager = e.UniqueMessageIdProvider = e.DefaultMessageIdProvider = e.Store = e.MqttClient = e.connectAsync = e.connect = e.Client = void 0;
	var o = a(pr());
	e.MqttClient = o.default, e.DefaultMessageIdProvider = a(In()).default, e.UniqueMessageIdProvider = a(mr()).default, e.Store = a(wn()).default;
	var s = r(Ss());
	e.connect = s.default, Object.defineProperty(e, "connectAsync", {
		enumerable: !0,
		get: function() {
			return s.connectAsync;
		}
	}), e.KeepaliveManager = a(fr()).default, e.Client = o.default, i(pr(), e), i(En(), e), i(Cn(), e);
	var c = kn();
	Object.defineProperty(e, "ReasonCodes", {
		enumerable: !0,
		get: function() {
			return c.ReasonCodes;
		}
	});
}), ws = m((e) => {
	v(), J(), q();
	var t = e && e.__createBinding || (Object.create ? (function(e, t, n, r) {
		r === void 0 && (r = n);
		var i = Object.getOwnPropertyDescriptor(t, n);
		(!i || ("get" in i ? !t.__esModule : i.writable || i.configurable)) && (i = {
			enumerable: !0,
			get: function() {
				return t[n];
			}
		}), Object.defineProperty(e, r, i);
	}) : (function(e, t, n, r) {
		r === void 0 && (r = n), e[r] = t[n];
	})), n = e && e.__setModuleDefault || (Object.create ? (function(e, t) {
		Object.defineProperty(e, "default", {
			enumerable: !0,
			value: t
		});
	}) : function(e, t) {
		e.default = t;
	}), r = e && e.__importStar || (function() {
		var e = function(t) {
			return e = Object.getOwnPropertyNames || function(e) {
				var t = [];
				for (var n in e) Object.prototype.hasOwnProperty.call(e, n) && (t[t.length] = n);
				return t;
			}, e(t);
		};
		return function(r) {
			if (r && r.__esModule) return r;
			var i = {};
			if (r != null) for (var a = e(r), o = 0; o < a.length; o++) a[o] !== "default" && t(i, r, a[o]);
			return n(i, r), i;
		};
	})(), i = e && e.__exportStar || function(e, n) {
		for (var r in e) r !== "default" && !Object.prototype.hasOwnProperty.call(n, r) && t(n, e, r);
	};
	Object.defineProperty(e, "__esModule", { value: !0 }), e.default = r(Cs()), i(Cs(), e);
})(), Ts = class extends Error {
	code;
	constructor(e, t) {
		super(t), this.code = e;
	}
}, Es = "0123456789abcdefghjkmnpqrstvwxyz";
function Ds() {
	let e = crypto.getRandomValues(/* @__PURE__ */ new Uint8Array(20));
	return Array.from(e, (e) => Es[e & 31]).join("");
}
function Os(e, t, n, r = 15) {
	return JSON.stringify({
		id: e,
		ttl: r,
		...t ? { seen: t } : {},
		...n
	});
}
var ks = class {
	id;
	topic;
	text;
	until;
	onPage;
	promise;
	owing;
	receipts = [];
	resolve = () => void 0;
	pages = /* @__PURE__ */ new Map();
	lastWord;
	constructor(e, t, n, r, i, a, o) {
		this.id = e, this.topic = t, this.text = n, this.until = i, this.onPage = o, this.owing = new Set(r), this.lastWord = a, this.promise = new Promise((e) => this.resolve = e);
	}
	take(e, t, n) {
		if (!this.owing.has(e)) return !1;
		if (this.lastWord = n, t.final !== !0) {
			let n = this.pages.get(e) ?? /* @__PURE__ */ new Set();
			this.pages.set(e, n);
			let r = Number(t.page);
			return n.has(r) || (n.add(r), this.onPage?.(As(t.data), e)), !1;
		}
		return this.owing.delete(e), this.receipts.push({
			id: this.id,
			status: t.status === "accepted" ? "accepted" : "rejected",
			code: String(t.code ?? ""),
			reason: String(t.reason ?? ""),
			data: As(t.data)
		}), this.owing.size === 0 && this.resolve(this.receipts), this.owing.size === 0;
	}
	give(e) {
		for (let t of this.owing) this.receipts.push({
			id: this.id,
			status: "rejected",
			code: "no-answer",
			reason: e,
			data: {}
		});
		this.owing.clear(), this.resolve(this.receipts);
	}
};
function As(e) {
	return typeof e == "object" && e && !Array.isArray(e) ? e : {};
}
var js = 8e3;
function Ms(e, t) {
	let n = `${location.origin.replace(/^http/, "ws")}/mqtt`, r = ws.connect(n, {
		protocolVersion: 4,
		clean: !0,
		clientId: `browser-${Ds().slice(0, 12)}`,
		username: e,
		keepalive: 20,
		reschedulePings: !0,
		reconnectPeriod: 0,
		resubscribe: !1,
		queueQoSZero: !1,
		connectTimeout: js,
		timerVariant: "native"
	});
	return r.on("connect", () => t.connected()), r.on("close", () => t.closed()), r.on("error", () => t.closed()), r.on("message", (e, n) => t.message(e, n)), r.on("packetreceive", () => t.heard()), {
		publish: (e, t, n) => void r.publish(e, t, {
			qos: n,
			retain: !1
		}),
		subscribe: (e, t) => void r.subscribe(e, { qos: 1 }, (e, n) => {
			for (let e of n ?? []) e.qos === 128 && t(e.topic);
		}),
		unsubscribe: (e) => void r.unsubscribe(e),
		ping: () => r.sendPing(),
		end: () => {
			r.removeAllListeners(), r.on("error", () => void 0), r.end(!0);
		}
	};
}
var Ns = class {
	online = null;
	since = 0;
	beat = null;
	heard = 0;
	take(e, t) {
		if (e === null) return this.online = null, this.beat = null, !0;
		let n = e.online, r = e.since;
		if (typeof n != "boolean" || typeof r != "number") return !1;
		let i = e.beat, a = i && typeof i.boot == "number" && typeof i.incarnation == "string" ? {
			boot: i.boot,
			incarnation: i.incarnation
		} : null;
		return n ? ((a?.boot !== this.beat?.boot || a?.incarnation !== this.beat?.incarnation || this.online === null) && (this.heard = t), this.since = r / 1e3) : this.online ? this.since = t : this.online === null && (this.since = r / 1e3), this.online = n, a && (this.beat = a), !0;
	}
	again(e) {
		this.online && (this.heard = e);
	}
	at(e) {
		return this.online === null ? {
			state: "unknown",
			since: 0,
			beat: null
		} : this.online && e - this.heard > 3e4 ? {
			state: "away",
			since: this.heard,
			beat: this.beat
		} : {
			state: this.online ? "there" : "away",
			since: this.since,
			beat: this.beat
		};
	}
};
// src/topics.ts
function Ps(e, t) {
	if (e === t) return !0;
	let n = e.split("/"), r = t.split("/");
	return n.length === r.length && n.every((e, t) => e === "+" || e === r[t]);
}
function Fs(e) {
	let t = [...new Set(e)];
	return new Set(t.filter((e) => !t.some((t) => t !== e && Ps(t, e))));
}
var Is = /^fleet\/(machine\/[^/]+\/(presence|info)|session\/[^/]+\/[^/]+\/[^/]+\/(state|screen)|hub\/(presence|access|inbox)\/[^/]+|hub\/anchor)$/, Ls = (e) => Is.test(e), Rs = /^[a-z0-9][a-z0-9_-]{0,39}$/, zs = /^[0-9a-hjkmnp-tv-z]{14}$/, Bs = (e) => Rs.test(e), Vs = (e) => e === "-" || Rs.test(e), Hs = (e) => e === "-" || zs.test(e);
function Us(e, t, n, r, i) {
	if (!Bs(e) || !Bs(t) || !Vs(n) || !Hs(r) || !Bs(i)) throw RangeError("an id that may not stand in a topic");
	return `fleet/do/${e}/${t}/${n}/${r}/${i}`;
}
// src/subscriptions.ts
var Ws = [
	500,
	1500,
	4e3,
	8e3,
	16e3
], Gs = class {
	wire = null;
	listeners = /* @__PURE__ */ new Map();
	asked = /* @__PURE__ */ new Set();
	refusals = /* @__PURE__ */ new Map();
	retained = /* @__PURE__ */ new Map();
	opened(e) {
		this.wire = e, this.ask();
	}
	closed() {
		this.wire = null, this.asked.clear(), this.refusals.clear();
	}
	subscribe(e, t) {
		let n = this.hold(e, t);
		for (let [n, r] of this.retained) Ps(e, n) && t(n, r);
		return n;
	}
	hold(e, t) {
		let n = this.listeners.get(e) ?? /* @__PURE__ */ new Set();
		return this.listeners.set(e, n), n.add(t), this.ask(), () => {
			if (n.delete(t), n.size === 0 && this.listeners.get(e) === n) {
				this.listeners.delete(e);
				for (let t of [...this.retained.keys()]) Ps(e, t) && ![...this.listeners.keys()].some((e) => Ps(e, t)) && this.retained.delete(t);
				this.ask();
			}
		};
	}
	arrived(e, t) {
		Ls(e) && (t.length ? this.retained.set(e, t) : this.retained.delete(e));
		for (let [n, r] of [...this.listeners]) if (Ps(n, e)) for (let n of [...r]) try {
			n(e, t);
		} catch (e) {
			console.error("a component could not take a message", e);
		}
	}
	ask() {
		if (!this.wire) return;
		let e = Fs(this.listeners.keys()), t = [...e].filter((e) => !this.asked.has(e)), n = [...this.asked].filter((t) => !e.has(t));
		this.asked = e, t.length && this.wire.subscribe(t, (e) => this.refused(e)), n.length && this.wire.unsubscribe(n);
	}
	refused(e) {
		let t = this.refusals.get(e) ?? 0, n = Ws[t], r = this.wire;
		n !== void 0 && (this.refusals.set(e, t + 1), setTimeout(() => {
			r && this.wire === r && this.asked.has(e) && r.subscribe([e], (e) => this.refused(e));
		}, n));
	}
}, Ks = 6e4, qs = [
	250,
	500,
	1e3,
	2e3,
	4e3,
	8e3,
	1e4
], Js = new TextDecoder(), Ys = class {
	user;
	dial;
	status = {
		state: "reconnecting",
		since: Date.now(),
		connection: 0
	};
	access = null;
	wire = null;
	open = !1;
	ended = !1;
	tries = 0;
	timer;
	ticker;
	heard = 0;
	pages = new o();
	stateListeners = /* @__PURE__ */ new Set();
	accessListeners = /* @__PURE__ */ new Set();
	subscriptions = new Gs();
	machines = /* @__PURE__ */ new Map();
	machineOffs = /* @__PURE__ */ new Map();
	pending = /* @__PURE__ */ new Map();
	sent = /* @__PURE__ */ new Map();
	constructor(e, t = Ms) {
		this.user = e, this.dial = t, this.subscriptions.hold(`fleet/reply/${e}/+/+`, (e, t) => this.replied(e, t)), this.subscriptions.hold(`fleet/hub/access/${e}`, (e, t) => this.told(t)), this.ticker = setInterval(() => this.tick(), 1e3), typeof window < "u" && (window.addEventListener("online", this.wake), window.addEventListener("offline", this.sleep), document.addEventListener("visibilitychange", this.wake)), this.connect();
	}
	on(e, t) {
		return e === "state" ? (this.stateListeners.add(t), t(this.status), () => this.stateListeners.delete(t)) : (this.accessListeners.add(t), this.access && t(this.access), () => this.accessListeners.delete(t));
	}
	subscribe(e, t) {
		return this.subscriptions.subscribe(e, t);
	}
	machine(e) {
		return this.presence(e).at(Date.now());
	}
	seen(e) {
		return this.presence(e).at(Date.now()).beat;
	}
	async request(e, t, n, r, i = {}, a = {}) {
		let [o] = await this.requestPages(e, t, n, r, i, a);
		if (!o || o.status === "rejected") throw new Ts(o?.code ?? "no-answer", o?.reason ?? "");
		return o;
	}
	requestPages(e, t, n, r, i = {}, a = {}) {
		if (!this.open || !this.wire) return Promise.reject(Xs());
		let o = Ds(), s = a.ttl ?? 15, c = Os(o, e === "hub" ? null : this.seen(e), i, s), l = Us(this.user, e, t, n, r), u = Date.now(), d = u + (a.wait ?? s + 12) * 1e3, f = new ks(o, l, c, a.answerers ?? [e], d, u, a.onPage);
		return this.pending.set(o, f), this.wire.publish(l, c, 1), f.promise;
	}
	send(e, t, n, r, i, a, o) {
		if (!this.open || !this.wire) throw Xs();
		let s = Ds();
		if (this.sent.set(s, (e) => {
			e.status === "rejected" ? a?.(String(e.code ?? ""), String(e.reason ?? "")) : e.status === "accepted" && o?.();
		}), this.sent.size > 256) {
			let e = this.sent.keys().next().value;
			e !== void 0 && this.sent.delete(e);
		}
		return this.wire.publish(Us(this.user, e, t, n, r), Os(s, this.seen(e), i), 1), s;
	}
	end() {
		this.ended = !0, clearTimeout(this.timer), clearInterval(this.ticker), typeof window < "u" && (window.removeEventListener("online", this.wake), window.removeEventListener("offline", this.sleep), document.removeEventListener("visibilitychange", this.wake));
		for (let e of this.pending.values()) e.give("the page was left");
		this.pending.clear(), this.wire?.end(), this.wire = null, this.open = !1;
	}
	connect() {
		if (this.ended) return;
		clearTimeout(this.timer), this.wire?.end(), this.subscriptions.closed();
		let e = !1, t = () => {
			e || (e = !0, clearTimeout(this.timer), this.wire?.end(), this.wire = null, this.lost());
		};
		this.timer = setTimeout(t, js), this.wire = this.dial(this.user, {
			connected: () => {
				if (e) return;
				clearTimeout(this.timer), this.open = !0, this.tries = 0, this.heard = Date.now();
				let t = Date.now();
				for (let e of this.machines.values()) e.again(t);
				this.wire && this.subscriptions.opened(this.wire), this.set("connected", this.status.connection + 1);
				for (let e of this.pending.values()) this.wire?.publish(e.topic, e.text, 1);
			},
			closed: t,
			message: (t, n) => {
				e || (this.heard = Date.now(), this.subscriptions.arrived(t, n));
			},
			heard: () => this.heard = Date.now()
		});
	}
	lost() {
		if (this.open = !1, this.subscriptions.closed(), this.ended) return;
		let e = qs[Math.min(this.tries, qs.length - 1)] ?? 1e4;
		this.tries += 1, this.status.state === "connected" && this.set(this.offline() ? "away" : "reconnecting"), this.tries === 3 && this.askWhetherExpired(), clearTimeout(this.timer), this.timer = setTimeout(() => this.connect(), e * (.75 + Math.random() / 2));
	}
	async askWhetherExpired() {
		if (typeof location < "u") try {
			let e = await fetch(location.href, {
				method: "HEAD",
				redirect: "manual",
				cache: "no-store"
			});
			e.type !== "opaqueredirect" && e.status !== 401 || this.open || this.set("expired");
		} catch {}
	}
	offline() {
		return typeof navigator < "u" && navigator.onLine === !1;
	}
	sleep = () => {
		this.status.state !== "expired" && this.set("away");
	};
	wake = () => {
		if (this.ended || typeof document < "u" && document.visibilityState === "hidden") return;
		if (!this.open) {
			this.tries = 0, this.connect();
			return;
		}
		let e = this.heard;
		this.wire?.ping(), setTimeout(() => {
			this.open && this.heard === e && this.drop();
		}, 3e3);
	};
	drop() {
		this.wire?.end(), this.wire = null, this.lost(), this.connect();
	}
	set(e, t = this.status.connection) {
		if (e === this.status.state && t === this.status.connection) return;
		let n = e === this.status.state ? this.status.since : Date.now();
		this.status = {
			state: e,
			since: n,
			connection: t
		};
		for (let e of [...this.stateListeners]) e(this.status);
	}
	tick() {
		let e = Date.now();
		if (this.status.state === "reconnecting" && e - this.status.since > Ks) {
			this.status = {
				...this.status,
				state: "away"
			};
			for (let e of [...this.stateListeners]) e(this.status);
		}
		this.open && e - this.heard > 4e4 && this.drop();
		for (let [t, n] of this.pending) e > n.until ? (this.pending.delete(t), n.give("nobody answered")) : this.open && e - n.lastWord > 4e3 && (n.lastWord = e, this.wire?.publish(n.topic, n.text, 1));
	}
	replied(e, t) {
		let [, , , n, r] = e.split("/"), i = Zs(t);
		i && n && r && (this.sent.get(r)?.(i), this.pending.get(r)?.take(n, i, Date.now()) && this.pending.delete(r));
	}
	told(e) {
		let t = Zs(e), n = t && this.pages.take(t);
		if (n) {
			this.access = n;
			for (let e of [...this.accessListeners]) e(n);
		}
	}
	presence(e) {
		let t = this.machines.get(e);
		if (!t) {
			if (!Bs(e)) throw RangeError("no machine");
			let n = new Ns();
			this.machines.set(e, n), t = n, this.machineOffs.set(e, this.subscribe(`fleet/machine/${e}/presence`, (e, t) => {
				n.take(t.length ? Zs(t) : null, Date.now());
			}));
		}
		return t;
	}
};
function Xs() {
	return new Ts("not-connected", "Not connected: nothing was sent.");
}
function Zs(e) {
	try {
		let t = JSON.parse(Js.decode(e));
		return typeof t == "object" && t && !Array.isArray(t) ? t : null;
	} catch {
		return null;
	}
}
var Qs = new r((e) => e.end());
function $s(e) {
	return Qs.take(e, () => new Ys(e));
}
// src/sheet.ts
var ec = "m6 6 12 12M18 6 6 18", tc = "M11 9h7a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2h-7a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2zM5 15V6a2 2 0 0 1 2-2h9", nc = "\n.sheet{border:0;padding:0;width:min(560px,100%);max-width:100%;max-height:88dvh;margin:auto auto 0;border-radius:var(--r3) var(--r3) 0 0;background:var(--plate);color:var(--ink);box-shadow:var(--lift);overflow:auto;overscroll-behavior:contain}\n.sheet::backdrop{background:var(--veil)}\n.sheet .in{padding:var(--s3) var(--s4) calc(var(--s5) + var(--safe-b))}\n.sheet .hd{display:flex;align-items:center;gap:var(--s2);margin-bottom:var(--s2)}\n.sheet .hd h2{flex:1;min-width:0;margin:0;font:var(--t-lg);font-weight:var(--semi);color:var(--ink)}\n.btn.bare{border-color:transparent;background:none;padding:0;flex:none}\n.cmd{display:flex;align-items:flex-start;gap:var(--s2);margin:var(--s2) 0 var(--s3);padding-left:var(--s3);background:var(--inset);border:1px solid var(--line);border-radius:var(--r2);text-align:left}\n.cmd code{font:var(--t-code);flex:1;min-width:0;padding:11px 0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:9em;overflow:auto}\n@media (min-width:900px){.sheet{margin:auto;border-radius:var(--r3)}}\n";
function rc(e, r, i = () => void 0) {
	let a = t("dialog", "sheet"), o = t("div", "in"), s = t("div", "hd"), c = t("h2", "", r);
	c.id = "sheet-title", c.dir = "auto", a.setAttribute("aria-labelledby", c.id);
	let l = X("btn bare", "", () => a.close());
	l.setAttribute("aria-label", "Close"), l.append(n(ec)), s.append(c, l);
	let u = t("div");
	return o.append(s, u), a.append(o), a.addEventListener("click", (e) => {
		e.target === a && a.close();
	}), a.addEventListener("close", () => {
		a.remove(), i();
	}), e.append(a), a.showModal(), {
		body: u,
		close: () => a.close()
	};
}
function X(e, n, r) {
	let i = t("button", e, n);
	return i.type = "button", i.onclick = r, i;
}
function ic(e, r) {
	let i = t("div", "cmd"), a = t("code", "", e);
	a.tabIndex = 0;
	let o = t("span", "vh");
	o.setAttribute("role", "status");
	let s = X("btn bare", "", () => {
		let r = () => getSelection()?.selectAllChildren(a);
		navigator.clipboard ? navigator.clipboard.writeText(e).then(() => {
			o.textContent = "Copied", s.replaceChildren(t("span", "", "✓")), setTimeout(() => {
				o.textContent = "", s.replaceChildren(n(tc));
			}, 2e3);
		}, r) : r();
	});
	return s.setAttribute("aria-label", `Copy ${r}`), s.append(n(tc)), i.append(a, s, o), i;
}
// src/plain.ts
var ac = /[\0-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\u{e0000}-\u{e0fff}]/gu, oc = RegExp(`${ac.source}|[\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]`, "gu");
function Z(e, t = {}) {
	let { keepLines: n = !1, most: r } = t;
	if (r !== void 0 && e.length > r) {
		let t = Array.from(e);
		t.length > r && (e = t.slice(0, Math.max(r - 1, 0)).join("") + "…");
	}
	let i = e.replace(ac, lc);
	return n ? i : i.replaceAll("\n", "␊").replaceAll("	", "␉");
}
function sc(e) {
	let t = [], n = 0;
	for (let r of e.matchAll(oc)) r.index > n && t.push(e.slice(n, r.index)), t.push({ mark: `U+${cc(r[0].codePointAt(0) ?? 0)}` }), n = r.index + r[0].length;
	return n < e.length && t.push(e.slice(n)), t;
}
var cc = (e) => e.toString(16).toUpperCase().padStart(4, "0");
function lc(e) {
	let t = e.codePointAt(0) ?? 0;
	return t < 32 ? String.fromCharCode(9216 + t) : t === 127 ? "␡" : `⟨U+${cc(t)}⟩`;
}
// src/names.ts
var uc = {
	claude: "Claude Code",
	"claude-code": "Claude Code",
	codex: "Codex",
	gemini: "Gemini",
	copilot: "Copilot",
	opencode: "OpenCode",
	qwen: "Qwen Code",
	terminal: "Terminal"
}, dc = (e) => (Object.hasOwn(uc, e) ? uc[e] : void 0) ?? Z(e, { most: 40 });
function fc(e, t, n = "", r = "", i = 200) {
	if (e.trim()) return Z(e.trim(), { most: i });
	let a = r.split("/").filter(Boolean).at(-1), o = dc(n) || "Session";
	return a ? Z(`${o} in ${a}`, { most: i }) : `${o} ${t.slice(-6)}`;
}
// src/time.ts
var pc = 6e4, mc = 60 * pc, hc = 24 * mc;
function gc(e) {
	let t = Math.max(0, e);
	if (t < pc) return `${Math.floor(t / 1e3)} s`;
	if (t < mc) return `${Math.floor(t / pc)} min`;
	if (t < hc) {
		let e = Math.floor(t % mc / pc), n = Math.floor(t / mc);
		return e ? `${n} h ${e} min` : `${n} h`;
	}
	let n = Math.floor(t / hc);
	return n === 1 ? "1 day" : `${n} days`;
}
var _c = (e) => String(e).padStart(2, "0"), vc = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
function yc(e, t, n = !1) {
	let r = new Date(e), i = new Date(t), a = `${_c(r.getHours())}:${_c(r.getMinutes())}${n ? `:${_c(r.getSeconds())}` : ""}`, o = (e) => new Date(e.getFullYear(), e.getMonth(), e.getDate()).getTime(), s = Math.round((o(i) - o(r)) / hc);
	if (s === 0) return a;
	if (s === 1) return `yesterday ${a}`;
	let c = `${r.getDate()} ${vc[r.getMonth()]}`;
	return r.getFullYear() === i.getFullYear() ? `${c} ${a}` : `${c} ${r.getFullYear()} ${a}`;
}
function bc(e, t) {
	let n = t - e;
	return n < 1e4 ? "now" : n < 12 * mc ? gc(n) : yc(e, t);
}
var xc = (e) => Math.floor(e / 1e3), Sc = {
	starting: ["Starting", ""],
	running: ["Running", "clear"],
	idle: ["Idle", ""],
	working: ["Working", "clear"],
	waiting: ["Waits for an answer", "wait"],
	ended: ["Ended", ""],
	lost: ["Lost", "stop"]
}, Cc = /* @__PURE__ */ new Set(["ended", "lost"]), Q = (e, t) => {
	let n = e?.[t];
	return typeof n == "string" ? n : "";
}, $ = (e, t) => {
	let n = e?.[t];
	return typeof n == "number" && Number.isFinite(n) ? n : null;
};
function wc(e, t) {
	let [n, r] = Sc[Q(e, "phase")] ?? ["", ""], i = $(e, "since");
	if (!n || i === null) return [n, r];
	let a = xc(i);
	return [Cc.has(Q(e, "phase")) ? `${n} ${yc(a, t)}` : `${n} ${gc(t - a)}`, r];
}
function Tc(e) {
	let t = Q(e, "agent");
	return t && t !== "terminal" ? dc(t) : "the program";
}
var Ec = {
	plain: "Plain: stops what the agent asks for, not what it lets run",
	shielded: "Shielded: also hides Signalbox and its keys from the agent",
	apart: "Apart: edge and agent have accounts of their own"
};
function Dc(e) {
	let t = Q(e, "gate");
	return t === "not gated" ? "Not gated: nobody is asked before it acts" : t ? t.charAt(0).toUpperCase() + t.slice(1) : "";
}
var Oc = (e) => Ec[Q(e, "level")] ?? "";
function kc(e, t) {
	let n = e.exit, r = yc(xc($(e, "since") ?? 0), t);
	if (Q(e, "phase") === "lost") return `its host died at ${r}`;
	if (!n) return "";
	let i = Q(n, "signal");
	return i ? `by signal ${Z(i)} at ${r}` : `with status ${$(n, "status") ?? "unknown"} at ${r}`;
}
function Ac(e) {
	let t = $(e, "head") ?? 0, n = $(e, "archived"), r = (e) => e.toLocaleString("en").replaceAll(",", " ");
	return n === null ? `${r(t)} lines, on the machine` : `safe up to line ${r(Math.min(n, t))} of ${r(t)}`;
}
function jc(e) {
	let t = Q(e, "shut");
	return t ? `Its gate is shut and denies everything: ${Z(t, { most: 400 })}.` : e?.paused === !0 ? "Paused: too much was denied in one turn. Everything is denied until somebody prompts it." : "";
}
function Mc(e) {
	let t = e.map((e) => Z(e, { most: 40 }));
	if (!t.length) return "Ask an administrator.";
	let n = t.pop() ?? "";
	return t.length ? `Ask ${t.join(", ")} or ${n}.` : `Ask ${n}.`;
}
// src/approvals/asked.ts
var Nc = [
	"once",
	"session-digest",
	"session-rule"
];
function Pc(e, t) {
	let n = t.questions;
	return Array.isArray(n) ? n.flatMap((n) => Fc(e, t, qc(n)) ?? []) : [];
}
function Fc(e, t, n) {
	let [r = "", i = "", a = ""] = e.split("/"), o = Q(n, "approval"), s = Q(n, "digest");
	if (!n || !/^[0-9a-z]{8}$/.test(o) || !/^[0-9a-f]{64}$/.test(s)) return null;
	let c = (e) => typeof n[e] == "number" ? xc(n[e]) : null, l = qc(n.input), u = Kc(n.scopes);
	return {
		place: e,
		machine: r,
		project: i,
		session: a,
		approval: o,
		digest: s,
		form: Q(n, "form") || "permission",
		tool: Q(n, "tool"),
		summary: Q(n, "summary"),
		input: l,
		cut: n.cut === !0 || l === null,
		rule: Q(n, "rule"),
		whole: n.whole === !0,
		spelt: Kc(n.spelt),
		folder: Q(n, "folder") || Q(t, "folder"),
		why: Q(n, "why"),
		mode: Q(n, "mode") || Q(t, "mode"),
		seq: Number.isInteger(n.seq) ? n.seq : null,
		asked: c("asked") ?? 0,
		micros: typeof n.asked == "number" ? n.asked : 0,
		until: c("until"),
		count: typeof n.count == "number" ? Math.max(1, n.count) : 1,
		yes: Kc(n.yes),
		missing: Kc(n.missing),
		group: Q(n, "group"),
		excludes: n.exclude_requester === !0,
		requesters: Kc(n.requesters),
		wantsReason: n.reason_required === !0,
		scopes: Nc.filter((e) => e === "once" || u.includes(e)),
		parts: Gc(n.parts, [
			"decide",
			"what",
			"text",
			"rule",
			"why"
		]),
		programs: Gc(n.programs, ["path", "sha256"]),
		state: t
	};
}
function Ic(e, t, n) {
	if (!n?.may("approve", e.machine, e.project, e.session)) {
		let e = Wc(n?.ask("approve") ?? []);
		return {
			allow: !1,
			deny: !1,
			why: `You look on. Answering takes the right “approve”. ${e ? `Ask ${e}.` : "Ask an administrator."}`
		};
	}
	return e.excludes && e.requesters.includes(t) ? {
		allow: !1,
		deny: !0,
		why: `You asked for it yourself, so ${e.group ? `another one of ${Z(e.group, { most: 60 })}` : "somebody else"} must allow it. You can deny it.`
	} : e.yes.includes(t) ? {
		allow: !1,
		deny: !0,
		why: `You have said yes. ${Lc(e)} You can still deny it.`
	} : {
		allow: !0,
		deny: !0,
		why: ""
	};
}
function Lc(e) {
	if (e.missing.length) return `Still wanted: ${e.missing.map((e) => Z(e, { most: 80 })).join(", ")}.`;
	let t = e.count - e.yes.length;
	return t > 0 ? t === 1 ? "One more yes is wanted." : `${t} more are wanted.` : "";
}
var Rc = (e, t, n, r) => Pc(e, t).filter((e) => Ic(e, n, r).allow).length;
function zc(e, t, n, r) {
	let i = Pc(e, t);
	return i.length > 0 && !i.some((e) => Ic(e, n, r).allow);
}
var Bc = (e, t) => Pc(e, t).reduce((e, t) => e && e.micros >= t.micros ? e : t, null), Vc = {
	Bash: "Run a command",
	Edit: "Edit a file",
	MultiEdit: "Edit a file",
	Write: "Write a file",
	NotebookEdit: "Edit a notebook",
	Read: "Read a file",
	WebFetch: "Fetch a page",
	WebSearch: "Search the web"
};
function Hc(e) {
	if (e.form === "question") return "Answer a question";
	if (e.form === "plan") return "Go on with a plan";
	let t = Object.hasOwn(Vc, e.tool) ? Vc[e.tool] : void 0;
	if (e.tool === "Bash" && e.parts.length > 1) return `${t} in ${e.parts.length} parts`;
	let [n, r, ...i] = e.tool.split("__");
	return n === "mcp" && r && i.length ? `Use ${Z(i.join("__"), { most: 60 })} of ${Z(r, { most: 60 })}` : t ?? (e.tool ? `Use ${Z(e.tool, { most: 80 })}` : "Answer");
}
var Uc = (e) => dc(Q(e.state, "agent")) || "The agent";
function Wc(e, t = "or") {
	let n = e.slice(0, 5).map((e) => Z(e, { most: 40 }));
	if (e.length > n.length) return `${n.join(", ")} ${t} ${e.length - n.length} more`;
	let r = n.pop() ?? "";
	return n.length ? `${n.join(", ")} ${t} ${r}` : r;
}
function Gc(e, t) {
	return Array.isArray(e) ? e.flatMap((e) => {
		let n = qc(e);
		return n ? [Object.fromEntries(t.map((e) => [e, Q(n, e)]))] : [];
	}) : [];
}
function Kc(e) {
	return Array.isArray(e) ? e.filter((e) => typeof e == "string") : [];
}
function qc(e) {
	return typeof e == "object" && e && !Array.isArray(e) ? e : null;
}
var Jc = "\x1B[?1049l\x1B[?25h\x1B[?1000;1002;1003;1005;1006;1015l\x1B[?9;1004;2004l\x1B[=0u\x1B[>4;0m\x1B>\x1B[?1l\x1B[?5;6l\x1B[?7h\x1B[4l\x1B[r\x1B(B\x1B[0m\x1B[0 q", Yc = "\x1B[?2026h" + Jc, Xc = "\x1B[?1049l\x1B[0m\x1B[H\x1B[2J", Zc = "\x1B[?2026l", Qc = [{ anew: !0 }, { write: "\x1Bc" + Yc }], $c = class {
	seq = 0;
	wantsScreen = !0;
	held = [];
	latest = null;
	passed = 0;
	screen(e) {
		let t = this.latest;
		return this.latest = e, this.wantsScreen ? e.seq < this.passed ? this.glance(e) : this.draw(e) : t?.seq === e.seq && e.seq === this.seq && t.text !== e.text ? this.draw(e) : [];
	}
	pass(e) {
		e.seq <= this.seq || (this.wantsScreen = !0, this.held = [], this.passed = Math.max(this.passed, e.seq));
	}
	get base() {
		return this.latest ? Math.min(this.latest.seq, this.seq) : this.seq;
	}
	overdue(e) {
		return this.latest && !this.wantsScreen && this.seq === e && this.latest.seq > e ? this.draw(this.latest) : [];
	}
	get behind() {
		return this.latest && !this.wantsScreen && this.latest.seq > this.seq ? this.seq : null;
	}
	line(e) {
		return this.wantsScreen ? (this.held.push(e), this.held.length > 2e3 && this.held.shift(), []) : e.seq <= this.seq ? [] : e.seq > this.seq + 1 || e.kind === "elided" ? (this.wantsScreen = !0, this.held.push(e), this.latest && this.latest.seq >= e.seq - 1 ? this.draw(this.latest) : []) : (this.seq = e.seq, el(e));
	}
	lost() {
		this.wantsScreen = !0, this.held = [], this.latest = null, this.passed = 0;
	}
	rebuilt(e, t = (e) => e.flatMap(el)) {
		if (this.wantsScreen) return [];
		if (e[0]?.seq === 1 && e.at(-1)?.seq === this.seq && !e.some((e) => e.kind === "elided")) return [
			...Qc,
			...nl(e[0]),
			...t(e),
			{ write: Zc }
		];
		let n = this.latest;
		if (!n || n.seq > this.seq) return [];
		let r = this.seq, i = e.filter((e) => e.seq <= n.seq), a = e.filter((e) => e.seq > n.seq && e.seq <= r);
		return a.length === r - n.seq ? [
			...Qc,
			...t(i),
			{ write: Jc },
			...this.drawn(n),
			...t(a),
			{ write: Zc }
		] : [];
	}
	draw(e) {
		let t = this.held.filter((t) => t.seq > e.seq);
		return t[0] && t[0].seq !== e.seq + 1 ? [] : (this.held = [], this.seq = e.seq, this.wantsScreen = !1, [
			{ write: Yc },
			...this.drawn(e),
			{ write: Zc },
			...t.flatMap((e) => this.line(e))
		]);
	}
	glance(e) {
		return e.seq < this.seq ? [] : (this.seq = e.seq, [
			{ write: Yc },
			...this.drawn(e),
			{ write: Zc }
		]);
	}
	drawn(e) {
		return [{ size: [e.columns, e.rows] }, { write: Xc + e.text }];
	}
};
function el(e) {
	let t = e.body;
	if (!t) return [];
	if (e.kind === "resized") {
		let e = rl(t);
		return e ? [{ size: e }] : [];
	}
	if (e.kind !== "output") return [];
	if (typeof t.text == "string") return [{ write: t.text }];
	if (typeof t.b64 != "string") return [];
	try {
		return [{ write: Uint8Array.from(atob(t.b64), (e) => e.charCodeAt(0)) }];
	} catch {
		return [];
	}
}
function tl(e, t) {
	return [
		...Qc,
		...e[0] ? nl(e[0]) : [],
		...t(e),
		{ write: Jc + Zc }
	];
}
function nl(e) {
	let t = e.kind === "started" && e.body ? rl(e.body) : null;
	return t ? [{ size: t }] : [];
}
function rl(e) {
	let t = e.columns, n = e.rows, r = (e) => typeof e == "number" && Number.isInteger(e) && e >= 1 && e <= 1e3;
	return r(t) && r(n) ? [t, n] : null;
}
function il(e) {
	if (typeof e != "object" || !e) return null;
	let t = e;
	if (!Number.isInteger(t.seq) || typeof t.kind != "string") return null;
	let n = t.body;
	return {
		seq: t.seq,
		at: typeof t.at == "number" ? t.at : 0,
		kind: t.kind,
		body: typeof n == "object" && n ? n : null
	};
}
function al(e) {
	let t = e && rl(e);
	return !e || !t || !Number.isInteger(e.seq) || typeof e.text != "string" ? null : {
		seq: e.seq,
		columns: t[0],
		rows: t[1],
		text: e.text
	};
}
// src/history.ts
var ol = 16777216, sl = 524288, cl = 2e3, ll = class {
	link;
	place;
	lines = /* @__PURE__ */ new Map();
	bytes = 0;
	constructor(e, t) {
		this.link = e, this.place = t;
	}
	add(e) {
		this.lines.has(e.seq) || (this.lines.set(e.seq, e), this.bytes += ul(e));
	}
	get heavy() {
		return this.bytes > ol;
	}
	keep(e) {
		for (let [t, n] of this.lines) e(t) || (this.lines.delete(t), this.bytes -= ul(n));
	}
	get page() {
		return this.lines.size < 8 ? 120 : Math.min(Math.max(Math.floor(sl / (this.bytes / this.lines.size)), 8), cl);
	}
	run(e, t = 1) {
		let n = [];
		for (let r = e; r >= t; --r) {
			let e = this.lines.get(r);
			if (!e) break;
			n.push(e);
		}
		return n.reverse();
	}
	after(e, t) {
		let n = [];
		for (let r = e; r <= t; r += 1) {
			let e = this.lines.get(r);
			if (!e) break;
			n.push(e);
		}
		return n;
	}
	hole(e, t) {
		if (this.lines.size === 0) return null;
		let n = (this.run(e)[0]?.seq ?? e + 1) - 1, r = 2 ** 53 - 1;
		for (let e of this.lines.keys()) r = Math.min(r, e);
		if (n < r) return null;
		let i = n;
		for (; i > r && i > n - t + 1 && !this.lines.has(i - 1);) --i;
		return [i, n];
	}
	async need(e, t) {
		let n = e;
		for (; n <= t && this.lines.has(n);) n += 1;
		let r = t;
		for (; r >= n && this.lines.has(r);) --r;
		return n <= r && await this.fetch(n, r), this.after(e, t).length === t - e + 1;
	}
	async fetch(e, t) {
		let n = this.lines.size, { machine: r, project: i, session: a } = this.place, o = this.link.machine(r).state === "there";
		return await this.link.requestPages(r, i, a, "history", {
			from: e,
			to: t
		}, {
			answerers: o ? ["hub", r] : ["hub"],
			wait: 20,
			onPage: (e) => {
				for (let t of Array.isArray(e.lines) ? e.lines : []) {
					let e = il(t);
					e && this.add(e);
				}
			}
		}).catch(() => void 0), this.lines.size > n;
	}
};
function ul(e) {
	let t = e.body?.text ?? e.body?.b64;
	return 200 + (typeof t == "string" ? t.length * 2 : 0);
}
// src/approvals/course.ts
var dl = (e) => ({
	asked: e,
	open: !0,
	gone: 0,
	answers: [],
	mine: null,
	told: null,
	taken: 0,
	effected: null,
	ended: null
}), fl = /* @__PURE__ */ new Set([
	"answered",
	"expired",
	"withdrawn",
	"taken",
	"effected"
]);
function pl(e, t) {
	let { body: n, kind: r } = t;
	if (!n || n.approval !== e.asked.approval) return !1;
	let i = xc(t.at), a = Q(n, "reason");
	if (r === "answered") {
		let t = {
			who: Q(n, "who"),
			what: Q(n, "what"),
			reason: a,
			at: i
		};
		if (e.answers.some((e) => e.at === i && e.who === t.who)) return !1;
		e.answers.push(t);
	} else if (r === "taken") e.taken ||= i;
	else if (r === "effected") e.effected ??= {
		at: i,
		failed: n.failed === !0
	};
	else if (r === "expired" || r === "withdrawn") e.ended ??= {
		how: r,
		reason: a,
		at: i
	};
	else return !1;
	return !0;
}
var ml = (e) => !e.open || e.ended !== null || hl(e) !== "";
function hl(e) {
	return e.ended ? e.ended.how : e.answers.some((e) => e.what === "deny") ? "deny" : e.taken || e.effected || !e.open && e.answers.some((e) => e.what !== "deny") ? "allow" : "";
}
function gl(e, t) {
	let n = hl(e);
	if (n === "expired") return "Nobody answered in time, so it was denied.";
	if (n === "withdrawn") return `It is void: ${Sl(e.ended?.reason ?? "", "its turn ended")}.`;
	let r = (e) => e === t ? "You" : Cl(Z(e, { most: 40 }));
	if (n === "deny") {
		let t = e.answers.find((e) => e.what === "deny");
		return t ? `${r(t.who)} denied it${t.reason ? `: “${Z(t.reason, { most: 2e3 })}”` : "."}` : "";
	}
	if (n === "allow") {
		let t = [...new Set(e.answers.filter((e) => e.what !== "deny").map((e) => r(e.who)))];
		return t.length ? `${Wc(t, "and")} allowed it.` : "It was allowed.";
	}
	return e.open ? "" : "It was decided meanwhile. The record says by whom.";
}
var _l = {
	"session-digest": " for this session, exactly this",
	"session-rule": " for this session, by its rule"
};
function vl(e, t) {
	let { mine: n, asked: r } = e;
	if (!n) return [];
	let i = r.machine, a = n.decide === "allow";
	return [
		{
			tone: "done",
			title: a ? `You allowed it${_l[n.scope] ?? ", once"}` : "You denied it",
			text: n.reason ? `sent: “${Z(n.reason, { most: 200 })}”` : "sent",
			at: n.at
		},
		bl(e, i),
		xl(e, a, t)
	].filter((e) => e !== null);
}
var yl = "Nobody can say whether it was taken. What the machine says next stands here.";
function bl(e, t) {
	let { told: n, mine: r } = e, i = e.answers.find((e) => r && e.what === r.decide && e.at >= r.at - 6e4);
	if (n?.accepted || i && !n) {
		let e = n?.missing.length ? `counted; still wanted: ${n.missing.map((e) => Z(e, { most: 80 })).join(", ")}` : "";
		return {
			tone: "done",
			title: `${t} took it`,
			text: e || "decided; later answers change nothing",
			at: n?.at ?? i?.at ?? 0
		};
	}
	if (!n) return {
		tone: "wait",
		title: `${t} has not taken it yet`,
		text: "waiting for its receipt",
		at: 0
	};
	if (n.code === "no-answer") return {
		tone: "fail",
		title: `${t} did not answer`,
		text: yl,
		at: n.at
	};
	if (n.code === "not-connected") return {
		tone: "fail",
		title: "Not sent",
		text: "There was no connection. Nothing is sent later.",
		at: n.at
	};
	let a = Z(n.reason || n.code, { most: 400 });
	return {
		tone: "fail",
		title: n.code === "approval-decided" ? "Decided already" : `${t} refused it`,
		text: a,
		at: n.at
	};
}
function xl(e, t, n) {
	let { told: r, effected: i, ended: a, open: o } = e;
	if (r && !r.accepted) return null;
	if (a) {
		let e = a.how === "expired" ? "it expired" : Sl(a.reason, "it is void");
		return {
			tone: "fail",
			title: `${n} did not go on`,
			text: e,
			at: a.at
		};
	}
	let s = e.answers.find((e) => e.what === "deny");
	return t ? s ? {
		tone: "fail",
		title: "Somebody denied it",
		text: Z(s.reason, { most: 400 }),
		at: s.at
	} : i ? i.failed ? {
		tone: "done",
		title: `${n} went on`,
		text: "what you allowed ran once, and failed",
		at: i.at
	} : {
		tone: "done",
		title: `${n} went on`,
		text: "exactly what you allowed was run, once",
		at: i.at
	} : e.taken ? {
		tone: "wait",
		title: `${n} runs it`,
		text: "let through; it has not told the end yet",
		at: e.taken
	} : {
		tone: "wait",
		title: r?.missing.length ?? 0 ? "Waits for the others" : `${n} has not gone on yet`,
		text: "",
		at: 0
	} : o ? {
		tone: "wait",
		title: `${n} is being told`,
		text: "",
		at: 0
	} : {
		tone: "done",
		title: `${n} was told`,
		text: "it goes on without it",
		at: e.gone
	};
}
var Sl = (e, t) => Z(e || t, { most: 400 }).replace(/\.$/, ""), Cl = (e) => e.charAt(0).toUpperCase() + e.slice(1), wl = (e) => {
	let t = e.body?.parts;
	return typeof t == "number" && typeof e.body?.sha256 == "string" ? t : 0;
};
async function Tl(e, t) {
	let n = new TextEncoder().encode(t.map((e) => String(e.body?.text ?? "")).join("")), r = new Uint8Array(await crypto.subtle.digest("SHA-256", n));
	if (Array.from(r, (e) => e.toString(16).padStart(2, "0")).join("") !== e.body?.sha256 || t.length !== wl(e)) return null;
	try {
		return qc(JSON.parse(new TextDecoder().decode(n)));
	} catch {
		return null;
	}
}
function El(e, t) {
	let n = qc(t?.input);
	if (!t || !n || t.approval !== e.approval || t.digest !== e.digest) return null;
	let r = Object.entries(qc(t.programs) ?? {}).map(([e, t]) => ({
		path: e,
		sha256: String(t)
	})), i = Gc(t.parts, [
		"decide",
		"what",
		"text",
		"rule",
		"why"
	]);
	return {
		input: n,
		programs: r.length ? r : e.programs,
		parts: i.length ? i : e.parts,
		spelt: Kc(t.spelt)
	};
}
var Dl = 1500, Ol = 400, kl = 15, Al = class {
	link;
	courses = /* @__PURE__ */ new Map();
	states = /* @__PURE__ */ new Map();
	opened = /* @__PURE__ */ new Map();
	offs = [];
	filters = /* @__PURE__ */ new Map();
	events = /* @__PURE__ */ new Map();
	listeners = /* @__PURE__ */ new Set();
	looked = /* @__PURE__ */ new Set();
	ticker;
	constructor(e) {
		this.link = e, this.offs.push(e.on("access", (e) => this.follow(e))), this.ticker = setInterval(() => this.tick(Date.now()), 1e3);
	}
	on(e) {
		return this.listeners.add(e), () => this.listeners.delete(e);
	}
	end() {
		clearInterval(this.ticker);
		for (let e of [
			...this.offs,
			...this.filters.values(),
			...this.events.values()
		]) e();
	}
	get(e) {
		return this.courses.get(e) ?? null;
	}
	of(e) {
		return [...this.courses.values()].filter((t) => t.asked.place === e).sort((e, t) => e.asked.asked - t.asked.asked);
	}
	whole(e) {
		return this.opened.get(e.approval) ?? null;
	}
	async answer(e, t, n, r) {
		let { asked: i } = e;
		if (e.mine && (!e.told || e.told.accepted)) return;
		e.mine = {
			decide: t,
			scope: n,
			reason: r,
			at: Date.now()
		}, e.told = null, this.changed();
		let a = {
			approval: i.approval,
			digest: i.digest,
			decide: t,
			...t === "allow" ? { scope: n } : {},
			...r ? { reason: r } : {}
		}, { machine: o, project: s, session: c } = i;
		try {
			e.told = {
				accepted: !0,
				code: "",
				reason: "",
				missing: Kc((await this.link.request(o, s, c, "answer", a, { ttl: kl })).data.missing),
				at: Date.now()
			};
		} catch (t) {
			let n = t instanceof Ts ? t : new Ts("internal", String(t));
			e.told = {
				accepted: !1,
				code: n.code,
				reason: n.message,
				missing: [],
				at: Date.now()
			};
		}
		this.changed();
	}
	async open(e) {
		let { asked: t } = e;
		if (t.seq === null) return !1;
		let n = new ll(this.link, t);
		await n.need(t.seq, t.seq);
		let [r] = n.after(t.seq, t.seq);
		if (!r || r.kind !== "asked") return !1;
		let i = wl(r);
		i && i < t.seq && (await n.need(t.seq - i, t.seq), r = {
			...r,
			body: await Tl(r, n.after(t.seq - i, t.seq - 1))
		});
		let a = El(t, r.body);
		return a && this.opened.set(t.approval, a), this.changed(), a !== null;
	}
	follow(e) {
		let t = new Set(e.filters("session.state"));
		for (let [e, n] of this.filters) t.has(e) || (n(), this.filters.delete(e));
		for (let e of t) this.filters.has(e) || this.filters.set(e, this.link.subscribe(e, this.document));
		this.changed();
	}
	document = (e, t) => {
		let n = e.split("/").slice(2, 5).join("/"), r = t.length ? Zs(t) : null, i = $(this.states.get(n) ?? null, "v"), a = $(r, "v");
		r && i !== null && a !== null && a < i || this.take(n, r, Date.now());
	};
	take(e, t, n) {
		let r = t && !Cc.has(Q(t, "phase")), i = r ? Pc(e, t) : [], a = r && Array.isArray(t?.standing) && t.standing.length > 0;
		t && (i.length || a || this.of(e).length) ? this.states.set(e, t) : this.states.delete(e);
		let o = new Set(i.map((e) => e.approval)), s = a === !0;
		for (let e of i) {
			let t = this.courses.get(e.approval);
			t?.asked.digest === e.digest ? (t.asked = e, t.open = !0) : this.courses.set(e.approval, dl(e)), s = !0;
		}
		for (let t of this.of(e)) t.open && !o.has(t.asked.approval) && (t.open = !1, t.gone = n, s = !0);
		i.length && this.listen(e), s && this.changed();
	}
	listen(e) {
		this.events.has(e) || this.events.set(e, this.link.subscribe(`fleet/session/${e}/event`, (t, n) => this.line(e, Zs(n))));
	}
	line(e, t) {
		let n = il(t);
		if (!n || !fl.has(n.kind)) return;
		let r = !1;
		for (let t of this.of(e)) r = pl(t, n) || r;
		r && this.changed();
	}
	async lookUp(e) {
		let { asked: t } = e, n = $(this.states.get(t.place) ?? t.state, "head") ?? 0;
		if (t.seq === null || n <= t.seq) return;
		let r = new ll(this.link, t);
		await r.fetch(Math.max(t.seq + 1, n - Ol), n);
		let i = !1;
		for (let a of r.after(Math.max(t.seq + 1, n - Ol), n)) i = pl(e, a) || i;
		i && this.changed();
	}
	tick(e) {
		let t = !1;
		for (let n of [...this.courses.values()]) {
			if (n.open) continue;
			let { approval: r } = n.asked;
			e - n.gone > 9e5 ? (this.courses.delete(r), this.opened.delete(r), this.looked.delete(r), t = !0) : !hl(n) && e - n.gone > Dl && !this.looked.has(r) && this.link.status.state === "connected" && (this.looked.add(r), this.lookUp(n));
		}
		for (let [e, t] of this.events) this.of(e).length || (t(), this.events.delete(e));
		t && this.changed();
	}
	changed() {
		for (let e of [...this.listeners]) e();
	}
}, jl = new r((e) => e.end()), Ml = (e) => jl.take(e.user, () => new Al(e));
function Nl(e, t) {
	let n = [];
	for (let [r, i] of e) for (let e of Array.isArray(i.standing) ? i.standing : []) {
		let i = qc(e) ?? {}, a = (e) => Q(i, e), o = xc($(i, "until") ?? 0);
		o > t && n.push({
			place: r,
			scope: a("scope"),
			summary: a("summary"),
			rule: a("rule"),
			by: Kc(i.by),
			until: o
		});
	}
	return n.sort((e, t) => e.until - t.until);
}
// src/approvals/diff.ts
var Pl = 1e6;
function Fl(e, t) {
	let n = Il(e), r = Il(t), i = 0;
	for (; i < n.length && i < r.length && n[i] === r[i];) i += 1;
	let a = 0;
	for (; a < n.length - i && a < r.length - i && n[n.length - 1 - a] === r[r.length - 1 - a];) a += 1;
	let o = (e) => (t) => ({
		sign: e,
		text: t
	});
	return [
		...n.slice(0, i).map(o(" ")),
		...Ll(n.slice(i, n.length - a), r.slice(i, r.length - a)),
		...n.slice(n.length - a).map(o(" "))
	];
}
var Il = (e) => e.match(/[^\n]*\n|[^\n]+$/g) ?? [];
function Ll(e, t) {
	let n = [...e.map((e) => ({
		sign: "-",
		text: e
	})), ...t.map((e) => ({
		sign: "+",
		text: e
	}))];
	if (!e.length || !t.length || e.length * t.length > Pl) return n;
	let r = t.length + 1, i = new Uint32Array((e.length + 1) * r);
	for (let n = e.length - 1; n >= 0; --n) for (let a = t.length - 1; a >= 0; --a) i[n * r + a] = e[n] === t[a] ? (i[(n + 1) * r + a + 1] ?? 0) + 1 : Math.max(i[(n + 1) * r + a] ?? 0, i[n * r + a + 1] ?? 0);
	let a = [], o = 0, s = 0;
	for (; o < e.length || s < t.length;) o < e.length && s < t.length && e[o] === t[s] ? (a.push({
		sign: " ",
		text: e[o] ?? ""
	}), o += 1, s += 1) : o < e.length && (s === t.length || (i[(o + 1) * r + s] ?? 0) >= (i[o * r + s + 1] ?? 0)) ? (a.push({
		sign: "-",
		text: e[o] ?? ""
	}), o += 1) : (a.push({
		sign: "+",
		text: t[s] ?? ""
	}), s += 1);
	return a;
}
// src/approvals/blocks.ts
var Rl = { Bash: ["description"] }, zl = {
	file_path: "File",
	notebook_path: "Notebook",
	path: "Path",
	url: "Address"
}, Bl = {
	command: "What will run, whole",
	content: "What the file will hold, whole"
}, Vl = 60;
function Hl(e, t) {
	let n = Object.hasOwn(Rl, e) ? Rl[e] ?? [] : [], r = new Map(Object.entries(t)), i = [], a = (e) => {
		let t = r.get(e);
		return r.delete(e), t;
	};
	for (let e of ["command", ...Object.keys(zl)]) r.has(e) && i.push(Ul(e, a(e)));
	e === "Edit" && i.push(...Wl(r, a, "")), e === "MultiEdit" && i.push(...Gl(r, a));
	let o = [];
	for (let [e, t] of r) n.includes(e) && typeof t == "string" ? o.push({
		kind: "claim",
		name: e,
		text: t
	}) : i.push(Ul(e, t));
	return [...i, ...o];
}
function Ul(e, t) {
	let n = typeof t == "string" ? t : JSON.stringify(t, null, 2) ?? "", r = Object.hasOwn(Bl, e) ? Bl[e] : void 0;
	if (r) return {
		kind: "code",
		name: r,
		text: n
	};
	let i = Object.hasOwn(zl, e) ? zl[e] : void 0;
	return i ? {
		kind: "where",
		name: i,
		text: n
	} : {
		kind: n.length > Vl || n.includes("\n") ? "code" : "fact",
		name: e,
		text: n === "" ? "(empty)" : n
	};
}
function Wl(e, t, n) {
	let [r, i] = [e.get("old_string"), e.get("new_string")];
	return typeof r != "string" || typeof i != "string" ? [] : (t("old_string"), t("new_string"), [{
		kind: "diff",
		name: `What changes${n}`,
		rows: Fl(r, i)
	}]);
}
function Gl(e, t) {
	let n = e.get("edits");
	if (!Array.isArray(n)) return [];
	let r = [];
	for (let [e, t] of n.entries()) {
		let i = new Map(Object.entries(qc(t) ?? {})), a = Wl(i, (e) => (i.delete(e), void 0), `, ${e + 1} of ${n.length}`);
		if (!a.length) return [];
		r.push(...a, ...[...i].map(([e, t]) => Ul(e, t)));
	}
	return t("edits"), r;
}
var Kl = (e) => e.map((e) => e.kind === "diff" ? e.rows.map((e) => e.text).join("") : e.text).join("\n");
function ql(e, t) {
	let n = Kl(e.filter((e) => e.kind !== "claim")), r = [], i = Yl(n);
	if (i) {
		let e = t.flatMap((e, t) => /⟨U\+|[␀-␡]/u.test(e.text) || Yl(e.text) ? [t + 1] : []);
		r.push([i === 1 ? "A hidden character" : `${i} hidden characters`, Xl(e)]);
	}
	let a = n.match(Jl)?.[0];
	return a && r.push(["Letters of several alphabets", ` in one word: ${a.slice(0, 60)}`]), r;
}
var Jl = /[\p{L}\p{M}\p{N}.-]*(?:\p{Script=Latin}(?:\p{Script=Cyrillic}|\p{Script=Greek})|(?:\p{Script=Cyrillic}|\p{Script=Greek})\p{Script=Latin})[\p{L}\p{M}\p{N}.-]*/u, Yl = (e) => sc(e).filter((e) => typeof e != "string").length, Xl = (e) => e.length === 0 ? "" : e.length === 1 ? ` in part ${e[0]}` : ` in parts ${e.slice(0, -1).join(", ")} and ${e.at(-1)}`, Zl = [
	"Wrong folder",
	"No downloads",
	"Ask before you push",
	"Smaller steps"
], Ql = 2e3;
function $l(e, n, r) {
	let i = rc(e, n.title), a = t("label"), o = t("textarea");
	o.maxLength = Ql, o.rows = 3, o.placeholder = n.tone === "no" ? "What should it do instead?" : "Why is this right?";
	let s = t("span", "vh", n.required ? "Reason, which is wanted" : "Reason");
	a.append(s, o), o.addEventListener("keydown", (e) => {
		e.key !== "Escape" && e.stopPropagation();
	});
	let c = X(`btn ${n.tone}`, n.act, () => {
		(!n.required || o.value.trim()) && (c.disabled = !0, i.close(), r(o.value.trim()));
	}), l = () => {
		c.disabled = n.required && !o.value.trim();
	};
	o.addEventListener("input", l), l();
	let u = t("div", "duo");
	if (u.append(X("btn", "Back", () => i.close()), c), i.body.append(t("p", "tell", n.told), a), n.tone === "no") {
		let e = t("div", "sugg");
		for (let t of Zl) e.append(X("btn", t, () => {
			o.value = o.value.trim() ? `${o.value.trimEnd()} ${t}.` : `${t}.`, o.focus(), l();
		}));
		i.body.append(e);
	}
	return i.body.append(u), o.focus(), i;
}
// src/approvals/draw.ts
var eu = "M12 4 2.500 20h19zM12 10v4.500m0 2.700v.1", tu = "m5 12.500 5 5L19.500 7", nu = "m6 6 12 12M18 6 6 18", ru = "m5 9 7 7 7-7", iu = "m15 5-7 7 7 7", au = "m9 5 7 7-7 7", ou = "M6 3h8l4 4v14H6zM14 3v5h5";
function su(e, n) {
	for (let r of sc(n)) e.append(typeof r == "string" ? r : t("span", "hid", r.mark));
	return e;
}
function cu(e, ...n) {
	let r = t("section");
	return r.append(t("h3", "", e), ...n), r;
}
function lu(e) {
	let n = [], r = null;
	for (let i of e) if (i.kind === "fact") {
		r || (r = t("dl", "plate fact"), n.push(cu("With", r)));
		let e = t("dd");
		e.append(su(t("code"), i.text)), r.append(su(t("dt"), i.name), e);
	} else i.kind === "where" ? n.push(cu(i.name, su(t("pre", "run"), i.text))) : i.kind === "claim" ? n.push(fu(i.text)) : i.kind === "diff" ? n.push(cu(Z(i.name), mu(i.rows), uu(i.rows.map((e) => e.text).join("")))) : n.push(cu(Z(i.name, { most: 200 }), su(t("pre", "run"), i.text), uu(i.text)));
	return [...n.filter((e) => !e.classList.contains("own")), ...n.filter((e) => e.classList.contains("own"))];
}
function uu(e) {
	let n = t("p", "cap"), r = Array.from(e).length;
	n.append(t("span", "", `${du(r)} ${r === 1 ? "character" : "characters"}, nothing left out`));
	let i = Yl(e);
	if (i) {
		let e = t("span", "", `${i} hidden, shown as `);
		e.append(t("span", "hid", "U+…")), n.append(e);
	}
	return n;
}
var du = (e) => e.toLocaleString("en").replaceAll(",", " ");
function fu(e) {
	let n = t("div", "own");
	return n.append(t("b", "", "The agent says (not checked)"), su(t("span"), e)), n;
}
var pu = {
	" ": ["", "same"],
	"-": ["−", "taken out"],
	"+": ["+", "put in"]
};
function mu(e) {
	let n = t("div", "run diff");
	for (let { sign: r, text: i } of e) {
		let [e, a] = pu[r], o = t("div", r === "-" ? "del" : r === "+" ? "add" : ""), s = t("i", "", e);
		s.setAttribute("aria-hidden", "true");
		let c = su(t("code"), i.replace(/\n$/, ""));
		r !== " " && c.prepend(t("span", "vh", `${a}: `)), i.endsWith("\n") || c.append(t("span", "dim", " (no newline at its end)")), o.append(s, c), n.append(o);
	}
	return n;
}
function hu(e, n) {
	for (let [r, i] of n.split(/⟨(U\+[0-9A-F]{4,6})⟩/).entries()) r % 2 ? e.append(t("span", "hid", i)) : su(e, i);
	return e;
}
var gu = {
	deny: "stop",
	ask: "wait"
}, _u = {
	allow: "allowed",
	ask: "asks",
	deny: "denied"
};
function vu(e) {
	let n = t("ol", "plate parts");
	for (let [r, i] of e.entries()) {
		let e = t("li"), a = gu[i.decide] ?? "", o = _u[i.decide] ?? Z(i.decide, { most: 20 });
		e.append(t("span", "no", String(r + 1)), hu(t("code", "mono"), i.text), hu(t("p", a), i.why || i.what), t("p", "", i.rule && i.rule !== "no rule" ? `${o} · rule “${Z(i.rule, { most: 200 })}”` : o)), n.append(e);
	}
	return n;
}
function yu(e) {
	let r = t("ul", "plate files");
	for (let i of e) {
		let e = t("li"), a = t("div");
		a.append(su(t("code", "mono"), i.path), bu(i.sha256)), e.append(n(ou), a), r.append(e);
	}
	return r;
}
function bu(e) {
	return t("code", "sum", `sha256 ${Z(e, { most: 80 }).replace(/(.{16})(?=.)/g, "$1 ")}`);
}
function xu(e) {
	let n = t("dl", "plate fact");
	for (let [r, i] of e) {
		if (!i) continue;
		let e = t("dd");
		typeof i == "string" ? su(e, i) : e.append(i), n.append(t("dt", "", r), e);
	}
	return n;
}
// src/approvals/ring.ts
var Su = "http://www.w3.org/2000/svg", Cu = [
	[/ min\b/, " m"],
	[/ h .*/, " h"],
	[/ days?/, " d"]
], wu = class {
	root = t("span", "ring");
	arc = document.createElementNS(Su, "circle");
	said = t("span");
	constructor() {
		let e = document.createElementNS(Su, "svg");
		e.setAttribute("viewBox", "0 0 44 44"), e.setAttribute("aria-hidden", "true");
		let t = document.createElementNS(Su, "circle");
		for (let e of [t, this.arc]) e.setAttribute("cx", "22"), e.setAttribute("cy", "22"), e.setAttribute("r", "19");
		this.arc.setAttribute("pathLength", "100"), e.append(t, this.arc), this.said.setAttribute("aria-hidden", "true"), this.root.setAttribute("role", "timer"), this.root.setAttribute("aria-live", "off"), this.root.append(e, this.said);
	}
	draw(e, t, n) {
		if (this.root.hidden = t === null, t === null) return;
		let r = Math.max(0, t - n), i = Math.min(1, r / Math.max(1, t - e)), a = `${Math.max(+!!r, Math.round(i * 100))} 100`;
		this.arc.getAttribute("stroke-dasharray") !== a && this.arc.setAttribute("stroke-dasharray", a), this.root.className = r < 6e4 ? "ring last" : i < .2 ? "ring low" : "ring";
		let o = gc(r), s = Cu.reduce((e, [t, n]) => e.replace(t, n), o);
		this.said.textContent !== s && (this.said.textContent = s, this.root.setAttribute("aria-label", `${o} left, then it is denied`));
	}
};
// src/approvals/says.ts
function Tu(e, t, n, r) {
	return e.state === "expired" ? "Your log-in has ended. Log in again to answer." : e.state === "connected" ? n.state === "away" ? `${t} is asleep or offline${n.since ? ` since ${yc(n.since, r)}` : ""}. The question is held there; nothing is sent until it is back.` : n.state === "there" ? "" : `Waiting for a word from ${t}…` : e.connection ? "No connection to the hub. Nothing is sent until it is back." : "Connecting…";
}
var Eu = (e, t) => e === "session-digest" ? ["This session, exactly this", "The very same action again is not asked about. It ends with the session, or after 8 h."] : e === "session-rule" ? [`This session, all of “${Z(t.rule, { most: 100 })}”`, "Whatever this rule asks about is allowed. It ends with the session, or after 8 h."] : ["Once", "The next time it is asked about again."], Du = (e, t) => `${e === "session-digest" ? "Allow this always, in this session" : e === "session-rule" ? "Allow the rule, in this session" : "Allow once"}${t ? "…" : ""}`;
function Ou(e, t, n) {
	let r = e.group ? `${e.count} of ${e.group}` : e.count > 1 ? `${e.count} of those who may approve here` : "whoever may approve here", i = Wc(t);
	return [
		["Rule", [e.rule && e.rule !== "no rule" ? `“${e.rule}”` : "", e.why].filter(Boolean).join(": ") || "no rule allows it"],
		["Mode", e.mode],
		["May allow", i && !e.group ? `${r}, such as ${i}` : r],
		["Said yes", e.yes.length ? `${Wc(e.yes, "and")}. ${Lc(e)}`.trim() : ""],
		["Asked for by", Wc(e.requesters, "and")],
		["May not", e.excludes ? "who asked for it" : ""],
		["Asked", yc(e.asked, n, !0)]
	];
}
function ku(e) {
	let { state: t } = e, n = Q(t, "version");
	return [
		["Folder", e.folder],
		["Branch", Q(t, "branch") && `${Q(t, "branch")}${t.dirty === !0 ? ", with changes" : ""}`],
		["Project", e.project === "-" ? "none" : e.project],
		["Machine", e.machine],
		["Agent", [dc(Q(t, "agent")), n].filter(Boolean).join(" ")],
		["Level", Oc(t)]
	];
}
var Au = (e) => fc(Q(e.state, "title"), e.session, Q(e.state, "agent"), Q(e.state, "folder"));
function ju(e, t) {
	return !e.whole && !e.cut && !e.spelt.length && Yl(Kl(t)) === 0;
}
// src/approvals/ticks.ts
function Mu(e, r, i) {
	let a = t("ol", "ticks");
	a.setAttribute("aria-live", "polite");
	let o = Date.now();
	for (let i of vl(e, r)) {
		let e = t("li", i.tone), r = t("i", "o");
		i.tone !== "wait" && r.append(n(i.tone === "done" ? tu : nu));
		let s = t("div");
		s.append(t("b", "", i.title), t("span", "", i.text));
		let c = t("time", "", i.at ? yc(i.at, o, !0) : "");
		e.append(r, s, c), a.append(e);
	}
	return ml(e) && e.told && !e.told.accepted && a.append(t("li", "last", gl(e, i))), a;
}
// src/approvals/card.ts
var Nu = 600, Pu = "By this device's clock its time is over: the machine denies it now.", Fu = /* @__PURE__ */ new Set([
	"approval-decided",
	"no-such-approval",
	"wrong-digest"
]), Iu = class {
	book;
	approval;
	events;
	root = t("article", "card");
	ring = new wu();
	body = t("div", "body");
	lead = t("div", "lead");
	warn = t("ul", "sees");
	run = t("div", "all");
	whys = t("div", "all");
	end_ = t("i", "end");
	bar = t("div", "bar");
	hint = t("p", "hint");
	row = t("div", "duo");
	leave = X("btn main", "Put it away", () => void 0);
	seenBy;
	off;
	sheet = null;
	scope = "once";
	seen = !1;
	opening = !1;
	unopened = !1;
	armed = 0;
	outcome = 0;
	drawn = {
		run: "",
		whys: "",
		bar: ""
	};
	constructor(e, n, r) {
		this.book = e, this.approval = n, this.events = r, this.body.tabIndex = 0, this.body.setAttribute("role", "region"), this.hint.setAttribute("role", "status"), this.end_.setAttribute("aria-hidden", "true");
		let i = t("div", "hd");
		i.append(this.lead, this.ring.root), this.body.append(i, this.warn, this.run, this.end_, this.whys), this.bar.append(this.hint, this.row), this.root.append(this.body, this.bar), this.seenBy = new IntersectionObserver((e) => {
			e.some((e) => e.isIntersecting) && !this.seen && this.complete && (this.seen = !0, this.draw());
		}, {
			root: this.body,
			rootMargin: "0px 0px 24px 0px"
		}), this.seenBy.observe(this.end_), this.off = e.on(() => this.draw()), this.draw();
	}
	end() {
		this.seenBy.disconnect(), this.sheet?.close(), this.off();
	}
	say(e) {
		this.leave.textContent !== e && (this.leave.textContent = e);
	}
	get course() {
		return this.book.get(this.approval);
	}
	get complete() {
		let e = this.course?.asked;
		return e !== void 0 && (!e.cut || this.book.whole(e) !== null);
	}
	draw() {
		let { course: e } = this;
		if (!e) return;
		let t = Date.now();
		this.ring.draw(e.asked.asked, e.open ? e.asked.until : null, t), this.drawRun(e.asked), this.drawWhys(e.asked, t), this.drawBar(e, t);
	}
	drawRun(e) {
		let n = this.book.whole(e), r = `${e.digest} ${n ? "opened" : e.cut ? "cut" : "here"} ${JSON.stringify(e.input).length}`;
		if (this.drawn.run === r) return;
		let i = this.drawn.run !== "";
		this.drawn.run = r, this.seen = !1;
		let a = n?.parts ?? e.parts, o = n?.programs ?? e.programs, s = n?.input ?? (e.cut ? null : e.input), c = s ? Hl(e.tool, s) : [];
		this.drawLead(e, c, n?.spelt ?? e.spelt, a);
		let l = s ? lu(c) : [this.closed(e)], u = l.filter((e) => e.classList.contains("own")), d = l.filter((e) => !u.includes(e));
		a.length && d.push(cu("Part by part", vu(a))), o.length && d.push(cu(o.length === 1 ? "Program file it names" : "Program files it names", yu(o), t("p", "cap", "Checked again right before it runs: another content is not allowed any more."))), this.run.replaceChildren(...d, ...u), i && (this.body.scrollTop = 0), this.seenBy.unobserve(this.end_), this.seenBy.observe(this.end_);
	}
	drawLead(e, n, r, i) {
		let a = t("h2", "", Hc(e)), o = e.project === "-" ? "" : `in ${e.project} `;
		this.body.setAttribute("aria-label", `${Hc(e)}: all of it`);
		let s = [];
		for (let [e, t] of ql(n, i)) s.push(Ru("", e, t));
		for (let e of r) s.push(Ru("", "Not shown as it is", `: ${e}`));
		e.input && ju(e, n) && s.push(Ru("wait", "Something in it is masked", ": it looks like a secret, and only the machine has it"));
		for (let [e, t] of i.entries()) t.decide === "deny" && s.push(Ru("", "A rule forbids", ` part ${e + 1}`));
		this.lead.replaceChildren(a, t("p", "", `${Uc(e)} asks, ${o}on ${e.machine}`)), this.warn.replaceChildren(...s), this.warn.hidden = !s.length;
	}
	closed(e) {
		let n = t("div", "plate closed");
		return n.append(t("p", "", Z(e.summary, { most: 400 }))), n.append(t("p", "dim", this.unopened ? "Neither the machine nor the archive has given the whole of it just now. Try again." : "It is too large to travel with the question. Open all of it before you allow it.")), n;
	}
	async open(e) {
		this.opening = !0, this.draw(), this.unopened = !await this.book.open(e).catch(() => !1), this.opening = !1, this.unopened && (this.drawn.run = ""), this.draw();
	}
	drawWhys(e, t) {
		let { access: n } = this.book.link, r = Ou(e, n?.ask("approve") ?? [], t), i = JSON.stringify([
			r,
			e.scopes,
			e.digest,
			ku(e)
		]);
		if (this.drawn.whys === i) return;
		this.drawn.whys = i;
		let a = [cu("Why people are asked", xu([...r, ["Digest", bu(e.digest)]])), cu("Where", xu([["Session", this.sessionLink(e)], ...ku(e)]))];
		!Ic(e, this.book.link.user, n).allow && e.scopes.length === 1 ? this.whys.replaceChildren(...a) : this.whys.replaceChildren(this.scopes(e), ...a);
	}
	sessionLink(e) {
		let n = Au(e), { session: r } = this.events;
		if (!r) return t("span", "", n);
		let i = t("a", "", n);
		return i.href = `/session?s=${e.place}`, i.onclick = (t) => {
			t.ctrlKey || t.metaKey || t.shiftKey || t.altKey || (t.preventDefault(), r(e.place));
		}, i;
	}
	scopes(e) {
		e.scopes.includes(this.scope) || (this.scope = "once");
		let n = t("div", "plate scopes");
		if (e.scopes.length === 1) n.append(t("p", "", "Once. Nothing longer is offered for this."));
		else for (let r of e.scopes) {
			let i = t("label"), a = t("input");
			a.type = "radio", a.name = `scope-${this.approval}`, a.checked = r === this.scope, a.onchange = () => {
				this.scope = r, this.draw();
			};
			let [o, s] = Eu(r, e), c = t("span", "", o);
			c.append(t("span", "dim", s)), i.append(a, c), n.append(i);
		}
		return cu("For how long", n);
	}
	drawBar(e, t) {
		let { link: n } = this.book, { asked: r } = e;
		if (ml(e) || e.mine) return this.drawOutcome(e, t);
		this.outcome = 0;
		let i = Ic(r, n.user, n.access), a = r.until !== null && r.until <= t, o = Tu(n.status, r.machine, n.machine(r.machine), t), s = this.opening ? "opening" : this.complete ? this.seen ? t < this.armed || !this.armed ? "arming" : "ready" : "unread" : "closed";
		s === "arming" && !this.armed ? (this.armed = t + Nu, setTimeout(() => this.draw(), 620)) : s !== "arming" && s !== "ready" && (this.armed = 0);
		let c = i.deny && o || i.why || (a ? Pu : this.told(r, s));
		zu(this.hint, c), this.hint.classList.toggle("wait", c === Pu || c === o && !o.endsWith("…"));
		let l = JSON.stringify([
			s,
			i,
			!!o,
			this.scope,
			r.wantsReason
		]);
		this.drawn.bar !== l && (this.drawn.bar = l, this.bar.className = "bar", this.row.className = "duo", this.row.replaceChildren(...this.buttons(e, i, s, !!o)), this.row.hidden = !this.row.childElementCount);
	}
	told(e, t) {
		return t === "opening" ? "Opening all of it…" : t === "closed" ? "Open all of it, read it, then allow" : t === "unread" ? "Read all that would run, then allow" : Lc(e) && e.count > 1 ? `You have seen all of it. ${Lc(e)}` : "You have seen all that would run";
	}
	buttons(e, t, r, i) {
		let { asked: a } = e, o = [];
		if (t.deny) {
			let t = X("btn nostop", "Deny…", () => this.deny(e));
			t.disabled = i, o.push(t);
		}
		if (!t.allow) return o;
		if (r === "closed" || r === "opening") {
			let t = X("btn next", "Open all of it", () => void this.open(e));
			t.disabled = r === "opening" || i, o.push(t);
		} else if (r === "unread") {
			let e = X("btn next", "Read on", () => this.readOn());
			e.append(n(ru)), o.push(e);
		} else {
			let t = X("btn yes", Du(this.scope, a.wantsReason), () => this.allow(e));
			t.disabled = i || r !== "ready", o.push(t);
		}
		return o;
	}
	readOn() {
		let e = matchMedia("(prefers-reduced-motion: reduce)").matches;
		this.body.scrollBy({
			top: this.body.clientHeight * .8,
			behavior: e ? "auto" : "smooth"
		});
	}
	allow(e) {
		let { asked: t } = e;
		if (Date.now() < this.armed || !this.seen || ml(e)) return;
		let n = (t) => void this.book.answer(e, "allow", this.scope, t);
		if (!t.wantsReason) return n("");
		this.sheet = $l(this.root, {
			title: "Allow, and say why",
			told: `The rule “${Z(t.rule, { most: 100 })}” wants a reason. It stands in the record.`,
			act: Du(this.scope, !1),
			tone: "yes",
			required: !0
		}, (t) => this.same(e) && n(t));
	}
	deny(e) {
		ml(e) || (this.sheet = $l(this.root, {
			title: "Deny, and say why",
			told: `${Uc(e.asked)} reads this and goes on without it.`,
			act: "Deny",
			tone: "no",
			required: !1
		}, (t) => this.same(e) && void this.book.answer(e, "deny", "once", t)));
	}
	same(e) {
		return this.course === e && !ml(e);
	}
	drawOutcome(e, n) {
		let { mine: r, told: i } = e, a = e.open && r && i && !i.accepted && !Fu.has(i.code);
		ml(e) && this.sheet?.close(), this.outcome || (this.outcome = n, setTimeout(() => this.draw(), 620));
		let o = n - this.outcome >= Nu, s = JSON.stringify([
			o,
			r,
			i,
			e.open,
			e.answers,
			e.taken,
			e.effected,
			e.ended
		]);
		if (this.bar.className = "bar done", this.hint.classList.remove("wait"), zu(this.hint, r ? "" : `${gl(e, this.book.link.user)} ${e.gone ? Lu(e.gone, n) : ""}`.trim()), this.hint.hidden = !this.hint.textContent, this.drawn.bar === s) return;
		this.drawn.bar = s;
		let c = [];
		r && c.push(Mu(e, Uc(e.asked), this.book.link.user));
		let l = t("div", "duo"), { session: u, leave: d } = this.events;
		a ? l.append(X("btn", "Answer again", () => {
			e.mine = e.told = null, this.hint.hidden = !1, this.draw();
		})) : u && l.append(X("btn", "Open session", () => u(e.asked.place))), this.leave.onclick = () => d(), l.append(this.leave);
		for (let e of l.querySelectorAll("button")) e.disabled = !o;
		this.row.hidden = !1, this.row.replaceChildren(...c, l), this.row.classList.toggle("stack", c.length > 0);
	}
}, Lu = (e, t) => t - e < 1e4 ? "Just now." : `${bc(e, t)} ago.`;
function Ru(e, r, i) {
	let a = t("li", e), o = t("span"), s = t("b");
	return o.append(su(s, r)), su(o, i), a.append(n(eu), o), a;
}
function zu(e, t) {
	e.textContent !== t && (e.textContent = t), e.hidden = !t;
}
// src/approvals/panel.ts
var Bu = 3e4, Vu = 6e5, Hu = class {
	place;
	changed;
	root = t("aside", "asks");
	head = t("div", "fold");
	ring = new wu();
	said = t("b");
	toggle = X("btn quiet", "", () => {
		this.folded = !this.folded, this.draw();
	});
	book;
	offs;
	away = /* @__PURE__ */ new Set();
	card = null;
	folded = !1;
	constructor(e, t, r) {
		this.place = t, this.changed = r;
		let [i, a] = Ml(e);
		this.book = i, this.toggle.append(n(ru)), this.head.append(this.ring.root, this.said, this.toggle), this.root.append(this.head), this.root.setAttribute("aria-label", "What it asks"), this.root.hidden = !0, this.offs = [i.on(() => this.draw()), a];
	}
	end() {
		this.card?.end();
		for (let e of this.offs) e();
	}
	draw() {
		let e = Date.now(), t = this.book.of(this.place).filter((t) => this.stands(t, e)), n = t.filter((e) => !ml(e) && !e.mine), r = t.find((e) => e.asked.approval === this.card?.approval) ?? n[0] ?? t[0] ?? null, i = this.root.hidden !== (r === null);
		this.root.hidden = r === null, this.card && this.card.approval !== r?.asked.approval && this.drop(), r && this.drawOne(r, n.filter((e) => e !== r).length, e), i && this.changed();
	}
	drawOne(e, t, n) {
		this.card || (this.folded = !1, this.card = new Iu(this.book, e.asked.approval, {
			session: null,
			leave: () => {
				this.away.add(e.asked.approval), this.drop(), this.draw();
			}
		}), this.root.append(this.card.root)), this.card.draw(), this.card.say(t ? `Next (${t})` : "Put it away");
		let r = `${Hc(e.asked)}${t ? `, and ${t} more` : ""}`;
		this.said.textContent !== r && (this.said.textContent = r), this.ring.draw(e.asked.asked, e.open ? e.asked.until : null, n);
		let { user: i, access: a } = this.book.link, o = ml(e) || e.mine !== null;
		this.root.classList.toggle("past", o), this.root.classList.toggle("mine", !o && Ic(e.asked, i, a).allow), this.root.classList.toggle("folded", this.folded), this.card.root.hidden = this.folded, this.toggle.setAttribute("aria-expanded", String(!this.folded)), this.toggle.setAttribute("aria-label", this.folded ? "Show what it asks" : "Fold what it asks away");
	}
	drop() {
		this.card?.end(), this.card?.root.remove(), this.card = null;
	}
	stands(e, t) {
		return this.away.has(e.asked.approval) ? !1 : e.open ? !0 : t - e.gone < (e.mine ? Vu : Bu);
	}
}, Uu = "M9 6a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 11a7 7 0 0 0 14 0M12 18v3", Wu = "M12 20V5m-6 6 6-6 6 6", Gu = class {
	key;
	send;
	root = t("div", "comp");
	told = t("div", "told");
	area = t("textarea");
	button = t("button", "btn main");
	allowed = !1;
	busy = !1;
	constructor(e, r) {
		this.key = e, this.send = r;
		let i = t("label", "field");
		i.append(t("span", "vh", "Prompt"), this.area), this.area.rows = 1, this.area.placeholder = "Prompt", this.area.autocapitalize = "sentences", this.area.value = qu(e), this.area.addEventListener("input", () => this.changed()), this.area.addEventListener("keydown", (e) => {
			e.stopPropagation(), e.key === "Enter" && !e.isComposing && (e.ctrlKey || e.metaKey || !e.shiftKey && matchMedia("(pointer: fine)").matches) && (e.preventDefault(), this.submit());
		}), this.button.type = "button", this.button.setAttribute("aria-label", "Send the prompt"), this.button.append(n(Wu)), this.button.addEventListener("pointerdown", (e) => e.preventDefault()), this.button.addEventListener("click", () => void this.submit());
		let a = this.microphone();
		a && i.append(a), this.root.append(i, this.button), this.told.setAttribute("role", "status"), this.told.hidden = !0, this.changed();
	}
	allow(e, t, n) {
		this.allowed = e, this.area.disabled = n, this.area.placeholder !== t && (this.area.placeholder = t), this.enable();
	}
	say(e, t = "") {
		this.told.textContent = e, this.told.className = `told ${t}`, this.told.hidden = !e;
	}
	async submit() {
		let e = this.area.value.replace(/\r\n?/g, "\n").trimEnd();
		if (e && this.allowed && !this.busy) {
			this.busy = !0, this.enable();
			try {
				await this.send(e) && (this.area.value.trimEnd() === e && (this.area.value = ""), this.changed());
			} finally {
				this.busy = !1, this.enable();
			}
		}
	}
	changed() {
		try {
			sessionStorage.setItem(this.key, this.area.value);
		} catch {}
		this.area.style.height = "auto", this.area.style.height = `${Math.min(Math.max(this.area.scrollHeight, 44), 132)}px`, this.enable();
	}
	enable() {
		this.button.disabled = !this.allowed || this.busy || !this.area.value.trim();
	}
	microphone() {
		let e = window, r = e.SpeechRecognition ?? e.webkitSpeechRecognition;
		if (!r) return null;
		let i = t("button", "btn quiet");
		i.type = "button", i.setAttribute("aria-label", "Dictate"), i.setAttribute("aria-pressed", "false"), i.append(n(Uu));
		let a = null;
		return i.addEventListener("click", () => {
			if (a) return a.stop();
			let e = this.area.value;
			a = new r(), a.lang = navigator.language, a.interimResults = !0, a.onresult = (t) => {
				let n = Array.from(t.results, (e) => e[0]?.transcript ?? "").join("");
				this.area.value = e && n ? `${e.trimEnd()} ${n.trimStart()}` : e || n, this.changed();
			}, a.onerror = (e) => {
				e.error !== "no-speech" && e.error !== "aborted" && this.say(Ku(e.error), "stop");
			}, a.onend = () => {
				a = null, i.setAttribute("aria-pressed", "false");
			}, i.setAttribute("aria-pressed", "true"), this.say(""), a.start();
		}), i;
	}
};
function Ku(e) {
	return e === "not-allowed" || e === "service-not-allowed" ? "The browser does not give this page the microphone. Allow it in the address line." : e === "audio-capture" ? "No microphone is found." : "The browser could not hear you. Your keyboard's own dictation works too.";
}
function qu(e) {
	try {
		return sessionStorage.getItem(e) ?? "";
	} catch {
		return "";
	}
}
// src/terminal/keybar.ts
var Ju = [
	[
		"Esc",
		"\x1B",
		""
	],
	[
		"Tab",
		"	",
		""
	],
	[
		"Ctrl",
		"",
		""
	],
	[
		"↑",
		"\x1B[A",
		"Up"
	],
	[
		"↓",
		"\x1B[B",
		"Down"
	],
	[
		"←",
		"\x1B[D",
		"Left"
	],
	[
		"→",
		"\x1B[C",
		"Right"
	],
	[
		"⏎",
		"\r",
		"Enter"
	],
	[
		"/",
		"/",
		"Slash"
	],
	[
		"|",
		"|",
		"Pipe"
	],
	[
		"~",
		"~",
		"Tilde"
	],
	[
		"Paste",
		"",
		""
	]
], Yu = "M8 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z", Xu = class {
	root = t("div", "keys");
	keys = [];
	stop = t("button", "int");
	ctrl;
	constructor(e) {
		this.root.setAttribute("role", "toolbar"), this.root.setAttribute("aria-label", "Keys");
		let r = t("div"), i = t("button");
		for (let [n, a, o] of Ju) {
			let s = Zu(t("button", "", n), () => {
				n === "Ctrl" ? this.latch(s.getAttribute("aria-pressed") !== "true") : n === "Paste" ? e.paste() : e.key(this.apply(a));
			});
			o && s.setAttribute("aria-label", o), n === "Ctrl" && (i = s, s.setAttribute("aria-pressed", "false")), this.keys.push(s), r.append(s);
		}
		this.ctrl = i, this.stop.setAttribute("aria-label", "Interrupt"), this.stop.append(n(Yu)), Zu(this.stop, () => e.interrupt()), this.root.append(r, this.stop);
	}
	apply(e) {
		return this.ctrl.getAttribute("aria-pressed") === "true" ? (this.latch(!1), /^[a-z@[\\\]^_]$/i.test(e) ? String.fromCharCode(e.toUpperCase().charCodeAt(0) & 31) : e.replace(/^\x1b\[([ABCD])$/, "\x1B[1;5$1")) : e;
	}
	allow(e, t) {
		for (let t of this.keys) t.disabled = !e;
		this.stop.disabled = !t;
	}
	latch(e) {
		this.ctrl.setAttribute("aria-pressed", String(e));
	}
};
function Zu(e, t) {
	return e.type = "button", e.addEventListener("pointerdown", (e) => e.preventDefault()), e.addEventListener("click", t), e;
}
// src/terminal/standing.ts
var Qu = "Your draft is kept here. Nothing is sent until it is back and you press Send.";
function $u(e, t, n, r, i) {
	let { state: a, since: o, connection: s } = e;
	return a === "expired" ? {
		short: "Logged out",
		long: "Your log-in has run out. Your draft is kept here.",
		expired: !0
	} : a === "reconnecting" ? s ? {
		short: "Reconnecting",
		long: `Reconnecting to the hub since ${yc(o, i)}. ${Qu}`
	} : {
		short: "Connecting",
		long: ""
	} : a === "away" ? {
		short: "Hub out of reach",
		long: `The hub is out of reach since ${yc(o, i)}. ${Qu}`
	} : n.state === "away" ? {
		short: "Machine away",
		long: `${t} is asleep or offline${n.since ? ` since ${yc(n.since, i)}` : ""}. ${Qu}`
	} : n.state === "there" && r ? null : {
		short: "Connecting",
		long: ""
	};
}
function ed(e) {
	let t = e?.watchers;
	return (Array.isArray(t) ? t : []).filter((e) => typeof e == "string").map((e) => Z(e, { most: 40 }));
}
function td(e, t, n, r) {
	let i = ed(e).filter((e) => e !== n), a = i.length === 1 ? `${i[0]} watches` : i.length ? `${i.length} others watch` : "";
	if (!t || t.who === n || r - t.at > 6e5) return a;
	let o = r - t.at < 1e4 ? "now" : `${bc(t.at, r)} ago`;
	return [a, `${Z(t.who, { most: 40 })} typed ${o}`].filter(Boolean).join(" · ");
}
// src/terminal/facts.ts
var nd = 4e3, rd = 200, id = class {
	place;
	events;
	root = t("aside", "facts");
	list = t("div");
	stop = t("button", "btn stop", "Stop…");
	rename = t("button", "btn", "Rename…");
	form = t("form", "ren");
	input = t("input");
	told = t("p", "told");
	drawn = "";
	title = "";
	constructor(e, n) {
		this.place = e, this.events = n, this.root.setAttribute("aria-label", "Facts"), this.root.hidden = !0, Zu(this.stop, () => this.stopTapped()), Zu(this.rename, () => this.edit(!0));
		let r = t("label");
		this.input.maxLength = rd, this.input.addEventListener("keydown", (e) => {
			e.stopPropagation(), e.key === "Escape" && this.edit(!1);
		}), r.append(t("span", "", "Name of the session"), this.input);
		let i = t("button", "btn main", "Save the name"), a = Zu(t("button", "btn", "Leave it"), () => this.edit(!1)), o = t("div", "act");
		o.append(i, a), this.form.append(r, o), this.form.addEventListener("submit", (e) => {
			e.preventDefault(), this.save();
		}), this.told.setAttribute("role", "status");
		let s = t("div", "act");
		s.append(this.rename, this.stop), this.root.append(this.list, this.form, this.told, s), this.edit(!1), this.say("");
	}
	draw(e, t, n, r, i) {
		let a = Cc.has(Q(e, "phase"));
		this.title = Q(e, "title"), this.stop.hidden = this.rename.hidden = !n || a, !this.form.hidden && this.rename.hidden && this.edit(!1), this.rename.hidden ||= !this.form.hidden, this.stop.disabled = this.rename.disabled = !r, e && this.fill(ad(e, this.place, t, a, i));
	}
	fill(e) {
		let n = JSON.stringify(e);
		this.drawn !== n && (this.drawn = n, this.list.replaceChildren(...e.flatMap(([e, n]) => {
			let r = t("dl");
			for (let [e, i] of n) i && r.append(t("dt", "", e), t("dd", "", i));
			return r.childElementCount ? [t("h2", "", e), r] : [];
		})));
	}
	edit(e) {
		this.form.hidden = !e, this.rename.hidden = e, e && (this.say(""), this.input.value = Z(this.title, { most: rd }), this.input.focus(), this.input.select());
	}
	async save() {
		let e = await this.events.rename(this.input.value.trim());
		e === null && this.edit(!1), this.say(e ?? "");
	}
	say(e) {
		this.told.textContent = e, this.told.className = "told stop", this.told.hidden = !e;
	}
	stopTapped() {
		this.stop.dataset.sure === void 0 ? (this.stop.dataset.sure = "", this.stop.textContent = "Tap again to stop it", setTimeout(() => this.unsure(), nd)) : (this.unsure(), this.events.stop());
	}
	unsure() {
		delete this.stop.dataset.sure, this.stop.textContent = "Stop…";
	}
};
function ad(e, t, n, r, i) {
	let a = (t) => Z(Q(e, t), { most: 4096 }), o = a("branch") && `${a("branch")}${e.dirty === !0 ? ", with changes" : ""}`;
	return [
		["Session", [
			["Agent", [dc(Q(e, "agent")), a("version")].filter(Boolean).join(" ")],
			["Machine", t.machine],
			["Project", t.project === "-" ? "" : t.project],
			["Folder", a("folder")],
			["Branch", o],
			["Started", yc(xc($(e, "started") ?? 0), i)],
			["Exit", r ? kc(e, i) : ""]
		]],
		["Gate", [
			["Gate", Dc(e)],
			["Level", Oc(e)],
			["Mode", a("mode")]
		]],
		["Here now", [["Watching", ed(e).join(", ")], ["Typed last", n ? `${Z(n.who, { most: 40 })}, ${yc(n.at, i)}` : ""]]],
		["Record", [["Lines", Ac(e)], ["Session", t.session]]]
	];
}
var od = 6e3, sd = class {
	link;
	place;
	refused;
	taken;
	due = 0;
	held = !1;
	constructor(e, t, n, r) {
		this.link = e, this.place = t, this.refused = n, this.taken = r;
	}
	tick(e, t) {
		e ? t >= this.due && this.send(20) && (this.held = !0, this.due = t + od) : (this.held && this.send(0), this.held = !1, this.due = 0);
	}
	anew() {
		this.send(0), this.due = 0;
	}
	renew() {
		this.due = 0;
	}
	send(e) {
		let { machine: t, project: n, session: r } = this.place;
		try {
			return this.link.send(t, n, r, "watch", { lease: e }, this.refused, this.taken), !0;
		} catch {
			return !1;
		}
	}
}, cd = 6e3, ld = 1e3, ud = class {
	level = cd;
	last = 0;
	takes(e, t) {
		return this.level = Math.min(cd, this.level + Math.max(0, t - this.last) * ld / 1e3), this.last = t, e > this.level ? !1 : (this.level -= e, !0);
	}
}, dd = 500;
function fd(e, t) {
	let n = e.body?.text;
	if (e.kind !== "output" || typeof n != "string") return 0;
	let r = 0;
	for (let e = n.indexOf("\n"); e >= 0; e = n.indexOf("\n", e + 1)) r += 1;
	return r + Math.floor(n.length / Math.max(t, 1));
}
function pd(e, t, n, r) {
	let i = 0, a = 0;
	for (let [o, s] of e.entries()) {
		if (i > 8e3 && s.seq > t && a > 2 * r) return e.slice(0, o);
		let c = fd(s, n);
		i += c, s.seq > t && (a += c);
	}
	return [...e];
}
function md(e, t, n, r) {
	let i = 0, a = 0;
	for (let o = e.length - 1; o >= 0; --o) {
		let s = e[o];
		if (i > 8e3 && s.seq < t && a > 2 * r) return e.slice(o + 1);
		let c = fd(s, n);
		i += c, s.seq < t && (a += c);
	}
	return [...e];
}
function hd(e, t, n = 0) {
	let r = dd;
	return e.flatMap((e) => {
		let i = el(e), a = r >= dd || e.seq === n;
		return r = (a ? 0 : r) + fd(e, t), a ? [{ mark: e.seq }, ...i] : i;
	});
}
var gd = class {
	rows = dd;
	of(e, t, n) {
		if (!t.length) return t;
		let r = this.rows >= dd;
		return this.rows = (r ? 0 : this.rows) + fd(e, n), r ? [{ mark: e.seq }, ...t] : t;
	}
}, _d = 2500, vd = 3e4, yd = 5e3, bd = 4, xd = 3e3, Sd = 6e4, Cd = 5e3, wd = 2e3, Td = 5, Ed = 1e3, Dd = class {
	link;
	events;
	typed = null;
	answered = !1;
	pane = null;
	early = [];
	picture = new $c();
	recorded;
	watch;
	marking = new gd();
	pace = new ud();
	window = null;
	from = 0;
	moving = !1;
	toldBeginning = !1;
	connection = 0;
	wasThere = !0;
	lostAt = 0;
	begun = 0;
	filling = !1;
	filled = !1;
	filledAt = 0;
	fillWait = xd;
	floodedAt = 0;
	gapAt = 0;
	behind = null;
	stale = !1;
	wantedSince = 0;
	patience = _d;
	constructor(e, t, n) {
		this.link = e, this.events = n, this.recorded = new ll(e, t), this.watch = new sd(e, t, (e, t) => {
			e !== "session-ended" && e !== "stale" && n.tell(t, 6e3);
		}, () => {
			this.answered = !0, n.changed();
		});
	}
	get blank() {
		return this.picture.wantsScreen && this.picture.seq === 0;
	}
	get back() {
		return this.window !== null || this.pane !== null && this.pane.back > 0;
	}
	attach(e) {
		this.pane = e, e.do(this.early.splice(0));
	}
	end() {
		this.watch.tick(!1, Date.now());
	}
	rest() {
		this.watch.tick(!1, Date.now());
	}
	renew() {
		this.watch.renew();
	}
	line(e) {
		let t = il(Zs(e));
		if (!t) return;
		if (this.recorded.add(t), t.kind === "keys" || t.kind === "prompt") {
			let e = t.body?.who;
			typeof e == "string" && (this.typed = {
				who: e,
				at: xc(t.at)
			});
		}
		let n = Date.now();
		if (t.kind === "elided" && (this.floodedAt = n), this.pace.takes(fd(t, this.columns), n)) {
			let e = !this.picture.wantsScreen;
			this.paint(this.marking.of(t, this.picture.line(t), this.columns)), e && this.picture.wantsScreen && (n - this.gapAt < 2 * Cd && (this.floodedAt = n), this.gapAt = n);
		} else this.floodedAt = n, this.picture.pass(t);
		this.recorded.heavy && this.lighten();
	}
	screen(e) {
		let t = e.length ? al(Zs(e)) : null;
		if (!t) return;
		let n = this.picture.wantsScreen;
		this.paint(this.picture.screen(t)), n && !this.picture.wantsScreen && (this.stale = !0), this.stale && this.fill();
	}
	status(e) {
		if (e.state !== "connected") this.connection === e.connection && this.connection > 0 && !this.lostAt && this.broken();
		else if (e.connection !== this.connection) {
			if (this.connection > 0) {
				this.lostAt || this.broken();
				let e = yc(this.lostAt, Date.now());
				this.events.tell(`Connected again. The hub was out of reach since ${e}; what was printed meanwhile is here.`, 8e3);
			}
			this.connection = e.connection, this.begin();
		}
	}
	tick(e, t, n, r) {
		if (n !== this.wasThere) {
			if (this.wasThere = n, !n) this.broken();
			else if (this.lostAt) {
				this.begin();
				return;
			}
		}
		r || (n && !this.answered && e - this.begun > wd && (this.begun = e, this.watch.renew()), this.watch.tick(t, e)), n && t && this.picture.wantsScreen && !r ? e - this.wantedSince > this.patience && (this.wantedSince = e, this.patience = Math.min(this.patience * 2, vd), this.watch.anew()) : (this.wantedSince = e, this.patience = _d);
		let i = this.picture.behind;
		if (i !== null && i === this.behind) {
			let e = this.picture.overdue(i);
			this.stale ||= e.length > 0, this.paint(e);
		}
		this.behind = i, this.stale && t && !this.picture.wantsScreen && this.fill();
	}
	broken() {
		this.lostAt = Date.now(), this.answered = !1, this.picture.lost();
	}
	begin() {
		this.lostAt = 0, this.begun = this.wantedSince = Date.now(), this.patience = _d, this.watch.renew();
	}
	get columns() {
		return this.pane?.size[0] ?? 80;
	}
	paint(e) {
		if (!e.length) return;
		let t = e.some((e) => "size" in e);
		this.pane ? this.window || this.pane.do(e, t ? () => this.events.changed() : void 0) : this.early.push(...e), t && this.events.changed();
	}
	async fill() {
		let e = Date.now();
		if (!(this.filling || this.moving || this.window) && !(e - this.filledAt < this.fillWait || e - this.floodedAt < Cd)) {
			this.filling = !0, this.stale = !1;
			try {
				if (!this.filled) {
					this.filled = !0;
					let e = this.picture.seq;
					await this.recorded.fetch(Math.max(1, e - this.recorded.page + 1), e);
				}
				let e = Math.min(yd, bd * this.recorded.page), t = this.picture.seq - e, n = () => {
					let n = this.recorded.hole(this.picture.seq, e);
					return n && n[1] > t ? n : null;
				};
				for (let e = 0; e < Td; e += 1) {
					let e = n();
					if (!e) break;
					await this.recorded.fetch(...e), n() && await new Promise((e) => setTimeout(e, Ed));
				}
				let r = n() !== null;
				this.fillWait = r ? Math.min(this.fillWait * 2, Sd) : xd, this.window || this.live(this.anchor()) && !r || (this.stale = !0);
			} finally {
				this.filling = !1, this.filledAt = Date.now();
			}
		}
	}
	anchor() {
		return this.pane && this.pane.back > 0 ? this.pane.anchor : null;
	}
	live(e, t) {
		if (!this.pane) return !1;
		let n = t ?? md(this.recorded.run(this.picture.seq), e?.seq ?? this.picture.seq, ...this.pane.size), r = this.picture.rebuilt(n, (t) => hd(t, this.columns, e?.seq));
		return r.length ? (this.window = null, this.from = n[0]?.seq ?? this.picture.seq + 1, this.draw(r, e), !0) : !1;
	}
	draw(e, t) {
		let n = this.pane;
		n?.do(e, () => {
			n.look(t), this.events.changed();
		});
	}
	async earlier() {
		let e = this.pane;
		if (!e || this.moving || this.filling || this.blank) return;
		let t = (e.full ? e.first : null) ?? this.window?.from ?? (this.from || this.picture.seq + 1);
		t <= 1 ? (this.toldBeginning || this.events.tell("This is the beginning of the session.", 4e3), this.toldBeginning = !0) : await this.move(async () => {
			let n = Math.max(1, t - this.recorded.page);
			if (!await this.recorded.need(n, t - 1)) return this.missing();
			let r = e.anchor ?? {
				seq: t,
				rows: 0
			}, i = pd(this.recorded.after(n, this.picture.seq), r.seq, ...e.size);
			this.show(i, r);
		});
	}
	async later() {
		let e = this.pane, t = this.window;
		e && t && !this.moving && await this.move(async () => {
			let n = Math.min(t.to + this.recorded.page, this.picture.seq);
			if (!await this.recorded.need(t.to + 1, n)) return this.missing();
			let r = e.anchor ?? {
				seq: t.to,
				rows: 0
			}, i = md(this.recorded.run(n, t.from), r.seq, ...e.size);
			this.show(i, r);
		});
	}
	now() {
		this.window && !this.live(null) && (this.window = null, this.picture.lost(), this.watch.anew()), this.pane?.look(null), this.events.changed();
	}
	async move(e) {
		if (this.link.status.state === "connected") {
			this.moving = !0;
			try {
				await e();
			} finally {
				this.moving = !1;
			}
		}
	}
	missing() {
		this.events.tell("These lines do not come just now: the archive has not got them yet, or is out of reach.", 4e3);
	}
	show(e, t) {
		let n = e[0], r = e.at(-1);
		this.pane && n && r && (r.seq >= this.picture.seq && this.live(t, e) || (this.window = {
			from: n.seq,
			to: r.seq
		}, this.draw(tl(e, (e) => hd(e, this.columns, t.seq)), t), this.recorded.heavy && this.lighten()));
	}
	lighten() {
		let e = this.window;
		if (e) this.recorded.keep((t) => t > this.picture.base || t >= e.from && t <= e.to), this.recorded.heavy && this.recorded.keep((t) => t >= e.from && t <= e.to);
		else {
			let e = (this.pane ? md(this.recorded.run(this.picture.seq), this.picture.seq, ...this.pane.size) : [])[0]?.seq ?? this.picture.seq;
			if (this.recorded.keep((t) => t >= e), !this.recorded.heavy) return;
			this.recorded.keep((e) => e >= this.picture.base);
		}
	}
}, Od = 4096, kd = 32768, Ad = 32768, jd = /^[\s\ufeff]*[!/#@$]/, Md = "No answer came, so nobody can say whether it was taken. Look at the screen before you send it again.", Nd = class {
	link;
	place;
	events;
	batch = "";
	constructor(e, t, n) {
		this.link = e, this.place = t, this.events = n;
	}
	may(e) {
		let { machine: t, project: n, session: r } = this.place;
		return this.link.access?.may(e, t, n, r) ?? !1;
	}
	whom(e) {
		return Mc(this.link.access?.ask(e) ?? []);
	}
	type(e) {
		return !this.may("drive") || this.events.final() ? !1 : this.events.ready() ? e.length > Ad ? (this.events.tell("Not pasted: 32 KiB is the most at once. Put it into a file on the machine.", 8e3), !1) : (this.batch || queueMicrotask(() => this.flush()), this.batch += e, !0) : (this.events.tell("Not typed: nobody is there to take it just now.", 3e3), !1);
	}
	flush() {
		let e = Array.from(this.batch);
		this.batch = "";
		for (let t = 0; t < e.length; t += Od) this.send("keys", { text: e.slice(t, t + Od).join("") });
	}
	resize(e, t) {
		this.send("resize", {
			columns: e,
			rows: t
		});
	}
	send(e, t) {
		let { machine: n, project: r, session: i } = this.place;
		try {
			this.link.send(n, r, i, e, t, (e, t) => this.events.tell(`Refused: ${t}`, 6e3));
		} catch (e) {
			this.events.tell(e instanceof Ts ? e.message : "Not sent.", 4e3);
		}
	}
	async prompt(e) {
		return new TextEncoder().encode(e).length > kd ? (this.events.say("Too long: a prompt holds 32 KiB. Put the rest into a file.", "stop"), !1) : jd.test(e) && !this.may("drive") ? (this.events.say(`A prompt that begins like a command takes the right “drive”. ${this.whom("drive")}`, "stop"), !1) : (this.events.say("Sent. Waiting for the machine to take it…"), this.order("prompt", { text: e }, "Taken"));
	}
	async order(e, t, n) {
		let r = await this.ask(e, t);
		return r === null ? this.events.say(`${n} by ${this.place.machine} at ${yc(Date.now(), Date.now(), !0)}.`, "clear") : this.events.say(r, "stop"), r === null;
	}
	async ask(e, t) {
		let { machine: n, project: r, session: i } = this.place;
		try {
			return await this.link.request(n, r, i, e, t), null;
		} catch (e) {
			let t = e instanceof Ts ? e : new Ts("internal", String(e));
			return t.code === "no-answer" ? Md : Z(t.message || t.code);
		}
	}
}, Pd = `
.card{display:flex;flex-direction:column;min-height:0;height:100%;color:var(--ink);font:var(--t-md);overflow-wrap:anywhere}
.card h2,.card h3,.card p,.card dl,.card dd,.card pre,.card ol,.card ul,.card section{margin:0}
.card .body{flex:1;min-height:0;overflow-y:auto;overscroll-behavior:contain;padding:var(--s4);display:flex;flex-direction:column;gap:var(--s5)}
.card .body>*{width:100%;max-width:760px}
.card .body:focus-visible{outline:none;box-shadow:inset 0 0 0 2px var(--act)}
.card .hd{display:flex;gap:var(--s3);align-items:flex-start}
.card .sees{margin-top:calc(-1*var(--s3))}
.card .lead{flex:1;min-width:0}
.card h2{padding:0;font:var(--t-xl);font-weight:var(--semi);letter-spacing:-.01em;color:var(--ink);display:block}
.card .lead p{color:var(--ink-2);font:var(--t-sm);margin-top:2px}
.card h3{padding:0;font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin-bottom:var(--s2)}
.card .all{display:flex;flex-direction:column;gap:var(--s5)}
.card .end{display:block;height:1px;margin-top:calc(-1*var(--s5))}
.sees{list-style:none;padding:var(--s2) var(--s3);background:var(--stop-tint);border-radius:var(--r2);display:grid}
.sees li{display:grid;grid-template-columns:20px minmax(0,1fr);gap:var(--s2);padding:5px 0}
.sees .i{color:var(--stop);margin-top:1px}
.sees .wait .i{color:var(--wait)}
.sees:not(:has(li:not(.wait))){background:var(--wait-tint)}
.run{display:block;background:var(--plate);border:1px solid var(--edge);border-radius:var(--r2);padding:var(--s3);font:14px/22px var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.run,.mono,.fact code,.fact dd,.files code{unicode-bidi:bidi-override;direction:ltr;text-align:left}
.mono{font:var(--t-code);white-space:pre-wrap;overflow-wrap:anywhere}
.hid{display:inline-block;padding:0 4px;margin:0 1px;border-radius:3px;background:var(--stop-solid);color:var(--stop-ink);font:600 11px/16px var(--mono);vertical-align:1px;white-space:nowrap}
.cap{display:flex;flex-wrap:wrap;gap:2px var(--s3);justify-content:space-between;font:var(--t-xs);color:var(--ink-3);padding:6px 2px 0!important}
.diff{padding:var(--s2) 0}
.diff>div{display:grid;grid-template-columns:24px minmax(0,1fr);padding:0 var(--s2) 0 0;font:13px/20px var(--mono)}
.diff i{font-style:normal;text-align:center;color:var(--ink-3);user-select:none}
.diff code{font:inherit;white-space:pre-wrap;min-height:20px}
.diff .add{background:var(--add)}.diff .add i{color:var(--add-sign)}
.diff .del{background:var(--del)}.diff .del i{color:var(--del-sign)}
.card .plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade)}
.parts,.files{list-style:none;padding:0}
.parts li{display:grid;grid-template-columns:24px minmax(0,1fr);gap:0 var(--s2);padding:10px var(--s3)}
.parts li+li,.files li+li{border-top:1px solid var(--line)}
.parts .no{font:var(--t-xs);line-height:20px;color:var(--ink-3)}
.parts p{grid-column:2;font:var(--t-sm);color:var(--ink-2);margin-top:2px!important}
.parts p.stop{color:var(--stop);font-weight:var(--semi)}.parts p.wait{color:var(--wait);font-weight:var(--semi)}
.files li{display:grid;grid-template-columns:20px minmax(0,1fr);gap:var(--s3);padding:10px var(--s3);min-height:var(--tap)}
.files .i{margin-top:1px;color:var(--ink-3)}
.sum{display:block;font:12px/18px var(--mono);color:var(--ink-3)}
.fact{display:grid;grid-template-columns:96px minmax(0,1fr);gap:8px var(--s3);padding:var(--s3);font:var(--t-sm)}
.fact dt{color:var(--ink-3)}
.fact dd{white-space:pre-wrap}
.fact code{font:12px/18px var(--mono)}
.fact a{display:inline-flex;align-items:center;min-height:var(--tap);margin:-13px 0;color:var(--act);font-weight:var(--semi);text-decoration:none}
.own{border:1px dashed var(--edge);border-radius:var(--r2);padding:var(--s3);font:var(--t-sm);color:var(--ink-2);unicode-bidi:isolate}
.own b{display:block;font:var(--t-xs);font-weight:var(--semi);color:var(--ink-3);margin-bottom:2px}
.own span{white-space:pre-wrap}
.scopes p{padding:var(--s3);font:var(--t-sm);color:var(--ink-2)}
.scopes label{display:grid;grid-template-columns:24px minmax(0,1fr);gap:var(--s3);align-items:start;padding:var(--s3);min-height:var(--tap);cursor:pointer}
.scopes label+label{border-top:1px solid var(--line)}
.scopes input{width:22px;height:22px;margin:0;accent-color:var(--act)}
.scopes .dim{display:block;font:var(--t-sm)}
.closed{padding:var(--s3)}
.closed p+p{margin-top:var(--s2)!important;font:var(--t-sm)}
.bar{flex:none;background:var(--plate);border-top:1px solid var(--line);padding:10px var(--s4) calc(12px + var(--safe-b));box-shadow:0 -4px 24px #0000000f}
.bar>*{max-width:760px}
.hint{font:var(--t-xs);color:var(--ink-2);margin-bottom:8px!important}
.hint.wait{color:var(--wait);font-weight:var(--semi)}
.bar:has(.duo[hidden]) .hint{margin:0!important;font:var(--t-sm)}
.bar.done .hint{font:var(--t-md);color:var(--ink)}
.duo{display:flex;gap:var(--s2)}
.duo .btn{flex:1;min-width:0;min-height:52px;font:var(--t-lg);font-weight:var(--semi);padding:4px var(--s2);white-space:normal;line-height:20px}
.duo.stack{display:block}
.card .dim{color:var(--ink-3)}
.card .btn{color:var(--ink)}
.card .btn.main{color:var(--act-ink)}
.btn.nostop{color:var(--stop)!important;border-color:currentColor!important}
.btn.yes{background:var(--clear-solid);border-color:var(--clear-solid);color:var(--clear-ink)!important}
.btn.no{background:var(--stop-solid);border-color:var(--stop-solid);color:var(--stop-ink)!important}
.btn.next{background:var(--inset);border-style:dashed;color:var(--ink-2)}
.card .btn:disabled{opacity:.55;cursor:default}
.ticks{list-style:none;padding:2px 0 12px}
.ticks li:not(.last){display:grid;grid-template-columns:22px minmax(0,1fr) auto;gap:var(--s3);align-items:start;padding-bottom:12px;position:relative}
.ticks li:not(:last-child):not(.last)::before{content:"";position:absolute;left:10px;top:20px;bottom:-2px;width:2px;background:var(--line)}
.ticks li.done:not(:last-child)::before{background:var(--clear-solid)}
.ticks .o{width:22px;height:22px;border-radius:50%;display:grid;place-items:center;z-index:1;box-sizing:border-box}
.ticks .done .o{background:var(--clear-solid);color:var(--clear-ink)}
.ticks .fail .o{background:var(--stop-solid);color:var(--stop-ink)}
.ticks .wait .o{border:2px solid var(--edge);background:var(--plate)}
.ticks .wait b{color:var(--ink-2)}
.ticks .o .i{width:14px;height:14px;stroke-width:3}
.ticks b{font-weight:var(--semi)}
.ticks span{display:block;font:var(--t-xs);color:var(--ink-3)}
.ticks time{font:12px/22px var(--mono);color:var(--ink-3)}
.ticks .last{font:var(--t-sm);color:var(--ink-2)}
.ring{position:relative;flex:none;width:44px;height:44px;display:grid;place-items:center;font:600 12px/1 var(--sans);color:var(--ink-2);white-space:nowrap;font-variant-numeric:tabular-nums}
.ring svg{position:absolute;inset:0;transform:rotate(-90deg)}
.ring circle{fill:none;stroke-width:3;stroke:var(--line)}
.ring circle+circle{stroke:var(--ink-2);stroke-linecap:round}
.ring.low{color:var(--wait)}.ring.low circle+circle{stroke:var(--wait-solid)}
.ring.last{color:var(--stop)}.ring.last circle+circle{stroke:var(--stop-solid)}
.sheet .tell{font:var(--t-sm);color:var(--ink-2);margin:0 0 var(--s3)}
.sheet label{display:block}
.sheet textarea{display:block;width:100%;min-height:88px;border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);color:var(--ink);padding:10px var(--s3);font:var(--t-in);resize:none}
.sheet textarea:focus{outline:none;border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.sheet .duo{margin-top:var(--s3)}
.sugg{display:flex;gap:var(--s2);overflow-x:auto;margin:var(--s2) calc(-1*var(--s4)) 0;padding:2px var(--s4);scrollbar-width:none}
.sugg .btn{font:var(--t-sm);flex:none;padding:0 var(--s3)}
@media (min-width:900px){.bar .duo{max-width:460px}.duo.stack{max-width:560px!important}}
${nc}`, Fd = `
*{box-sizing:border-box;font-variant-ligatures:none!important}
[hidden]{display:none!important}
button,input,textarea{font:inherit;color:inherit}
button,a{touch-action:manipulation;cursor:pointer;-webkit-tap-highlight-color:transparent}
:is(button,a,input,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus);border-radius:var(--r1)}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.g{width:16px;height:16px;flex:none;fill:currentColor}
.stop{color:var(--stop)}.wait{color:var(--wait)}.clear{color:var(--clear)}.dim{color:var(--ink-3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);min-width:var(--tap);min-height:var(--tap);padding:0 var(--s4);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);font-weight:var(--semi);white-space:nowrap;color:var(--act)}
.btn.main{background:var(--act);border-color:var(--act);color:var(--act-ink)}
.btn.quiet{border-color:transparent;background:none;padding:0}
.apv{font:var(--t-md);color:var(--ink);overflow-wrap:anywhere}
.top{display:flex;align-items:center;gap:var(--s2);min-height:var(--bar)}
.top h1{margin:0;padding:0;font:var(--t-xl);font-weight:var(--semi);flex:1}
.live{display:inline-flex;align-items:center;gap:6px;font:var(--t-xs);color:var(--ink-3)}
.lamp{width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none}
.lamp.off{background:none;border:2px solid var(--edge)}
.note{background:var(--wait-tint);color:var(--wait);border-radius:var(--r2);padding:var(--s2) var(--s4);font:var(--t-sm);margin-bottom:var(--s3)}
.list section{margin:var(--s2) 0 var(--s5)}
.list h2{font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin:0 0 var(--s2) var(--s1);padding:0}
.list h2.stop{color:var(--stop)}
.list h2 i{font-style:normal;font-weight:400;color:var(--ink-3);margin-left:var(--s2)}
.plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}
.need .plate{border-left:4px solid var(--stop-solid)}
.ap{display:grid;grid-template-columns:44px minmax(0,1fr) 20px;gap:2px var(--s3);padding:var(--s3);align-items:center;min-height:72px;color:inherit;text-decoration:none}
.ap+.ap,.gr+.gr{border-top:1px solid var(--line)}
.ap:hover{background:var(--inset)}
.ap:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.ap[aria-current]{background:var(--act-tint)}
.ap>.ring,.ap>.mk{grid-row:1/4;align-self:start}
.ap .mk{display:grid;place-items:center;width:44px;height:24px}
.ap>.i{grid-column:3;grid-row:1/4;color:var(--ink-3)}
.ap>b,.ap>.w,.ap>.m{grid-column:2}
.ap b{font-weight:var(--semi)}
.ap .w{font:12px/18px var(--mono);color:var(--ink-2);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;unicode-bidi:isolate}
.ap .m{font:var(--t-xs);color:var(--ink-3)}
.ap .said{font:var(--t-sm);color:var(--ink-2);unicode-bidi:isolate}
.ap.past b{font-weight:400}
.tag{display:inline-flex;align-items:center;gap:4px;font:var(--t-xs);font-weight:var(--semi);color:var(--stop)}
.tag .i{width:15px;height:15px}.tag .g{width:12px;height:12px}
.tag.wait{color:var(--wait)}
.gr{padding:var(--s2) var(--s3);min-height:60px}
.gr span{display:block;font:var(--t-xs);color:var(--ink-3)}
.gr code{font:var(--t-code);white-space:pre-wrap}
.empty.plate{padding:var(--s5);margin:var(--s3) 0;max-width:560px}
.empty h2{font:var(--t-lg);font-weight:var(--semi);color:var(--ink);margin:0 0 var(--s2)}
.empty p{margin:0;color:var(--ink-2)}
@media (max-width:899px){
.apv.alone{position:fixed;inset:0;z-index:50;display:flex;flex-direction:column;background:var(--paper)}
.alone .side{flex:none;background:var(--plate);border-bottom:1px solid var(--line)}
.alone .top{padding-right:var(--s3);min-height:56px}
.alone .top h1{font:var(--t-lg);font-weight:var(--semi)}
.alone .note{margin:0;border-radius:0}
.alone .one{flex:1;min-height:0}
.apv:not(.alone) .one{display:none}
}
@media (min-width:900px){
.apv{position:fixed;inset:0 0 0 var(--rail);display:grid;grid-template:minmax(0,1fr)/340px minmax(0,1fr);background:var(--paper)}
.apv.bare{grid-template-columns:minmax(0,1fr) 0}
.apv.bare .side{border:0;padding:0 var(--s5)}
.side{border-right:1px solid var(--line);padding:0 var(--s4);overflow:auto}
.top{min-height:64px}
.one{min-width:0;min-height:0}
.card .body{padding:var(--s5)}
.bar{padding:12px var(--s5)}
}
${Pd}`, Id = `
:host,.sb{--m:0}
*{box-sizing:border-box;font-variant-ligatures:none!important}
button{font:inherit;color:inherit;cursor:pointer;touch-action:manipulation}
[hidden]{display:none!important}
.ses{position:fixed;inset:0;z-index:50;display:flex;flex-direction:column;background:var(--term);color:var(--ink);font:var(--t-md);overflow:hidden}
.i{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.g{width:12px;height:12px;flex:none;fill:currentColor}
.btn{min-width:var(--tap);min-height:var(--tap);display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--act);padding:0 var(--s3);font-weight:var(--semi)}
.btn.quiet{border-color:transparent;background:none;padding:0}
.btn.main{background:var(--act);color:var(--act-ink);border-color:var(--act);padding:0}
.btn.stop{color:var(--stop);border-color:var(--stop)}
.btn.stop[data-sure]{background:var(--stop-solid);color:var(--stop-ink);border-color:var(--stop-solid)}
.btn:disabled{opacity:.5;cursor:default}
:is(button,textarea,a,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus)}
.top{flex:none;display:flex;align-items:center;gap:var(--s1);min-height:var(--bar);padding:0 var(--s1);background:var(--plate);border-bottom:1px solid var(--line)}
.who{flex:1;min-width:0;display:flex;flex-direction:column}
.who h1{margin:0;padding:0;font:var(--t-md);font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.who p{margin:0;font:var(--t-xs);color:var(--ink-3);display:flex;align-items:center;gap:5px;white-space:nowrap;overflow:hidden}
.who p span{overflow:hidden;text-overflow:ellipsis}
.who .clear{color:var(--clear)}.who .wait{color:var(--wait)}.who .stop{color:var(--stop)}
.note{flex:none;padding:var(--s2) var(--s4);font:var(--t-sm);background:var(--wait-tint);color:var(--wait);overflow-wrap:anywhere}
.note.calm{background:var(--inset);color:var(--ink-2)}
.note:not([hidden]){display:flex;flex-wrap:wrap;align-items:center;gap:var(--s1) var(--s3)}
.note.over{position:absolute;z-index:1;inset:var(--bar) 0 auto 0;border-bottom:1px solid var(--line)}
.low .note.over{top:44px}
.note>span{flex:1 1 200px;min-width:0}
.note .btn{padding:0 var(--s3)}
.note a{color:inherit;font-weight:var(--semi)}
.scr{flex:1;min-height:0;overflow:auto;position:relative;background:var(--term);padding:4px 8px;scrollbar-width:none;overscroll-behavior:contain;touch-action:none}
.scr .xterm{width:max-content;min-width:100%}
.scr .still{position:absolute;inset:0;z-index:3;overflow:hidden;background:var(--term);white-space:pre;pointer-events:none}
.scr .still span{display:inline-block;height:100%;vertical-align:top}
.scr .wait4{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;padding:var(--s4);text-align:center;color:var(--term-dim);font:var(--t-sm)}
.stat{flex:none;display:flex;gap:var(--s3);align-items:center;min-height:32px;padding:3px var(--s3);background:var(--term);color:var(--term-dim);border-top:1px solid #ffffff1a;font:var(--t-xs);white-space:nowrap}
.stat span{overflow:hidden;text-overflow:ellipsis}
.stat .lamp{width:8px;height:8px;border-radius:50%;background:#43b57d;flex:none;margin-right:-6px}
.stat .lamp[data-state=away]{background:none;border:2px solid var(--term-cursor)}
.stat .size{margin-left:auto;flex:none}
.stat .btn{background:none;border-color:#6e7d8e;color:var(--term-ink);font:var(--t-xs);font-weight:var(--semi);padding:0 10px}
.stat .btn.offer{border-color:var(--term-cursor);color:var(--term-cursor)}
.stat .says{flex:none}.stat .people{flex:0 1 auto;min-width:0}
.stat .btn .i{width:16px;height:16px}
.keys{flex:none;display:flex;gap:6px;padding:4px 6px;background:var(--plate);border-top:1px solid var(--line);align-items:center}
.keys>div{flex:1;min-width:0;display:flex;gap:6px;overflow-x:auto;scrollbar-width:none;padding:2px;margin:-2px}
.keys button{flex:none;min-width:var(--tap);height:var(--tap);padding:0 8px;border:1px solid var(--line);border-bottom:2px solid var(--edge);border-radius:6px;background:var(--inset);color:var(--ink);font:var(--t-sm);font-weight:var(--semi)}
.keys button[aria-pressed=true]{background:var(--act);color:var(--act-ink);border-color:var(--act)}
.keys button:disabled{opacity:.45}
.keys .int .i{width:18px;height:18px;fill:currentColor}
.keys .int{color:var(--stop);border-color:var(--stop);display:flex;align-items:center;justify-content:center}
.comp{flex:none;display:flex;gap:6px;align-items:flex-end;padding:6px;padding-bottom:calc(6px + var(--safe-b));background:var(--plate)}
.field{flex:1;min-width:0;border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);display:flex;align-items:flex-end}
.field:focus-within{border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.field textarea{flex:1;min-width:0;border:0;outline:0;box-shadow:none!important;background:none;color:var(--ink);resize:none;min-height:44px;max-height:132px;padding:10px 0 10px 12px;font:var(--t-in)}
.field textarea::placeholder{color:var(--ink-3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.told{flex:none;padding:6px 12px 0;background:var(--plate);font:var(--t-xs);color:var(--ink-3);overflow-wrap:anywhere}
.told.stop{color:var(--stop)}.told.clear{color:var(--clear)}
.facts{background:var(--plate);padding:var(--s4);overflow:auto;color:var(--ink);position:absolute;inset:var(--bar) 0 0 0;z-index:2}
.facts h2{margin:var(--s5) 0 var(--s2);padding:0;font:var(--t-sm);font-weight:var(--semi)}
.facts h2:first-child{margin-top:0}
.facts dl{display:grid;grid-template-columns:84px minmax(0,1fr);gap:6px var(--s2);margin:0;font:var(--t-sm)}
.facts dt{color:var(--ink-3)}.facts dd{margin:0;overflow-wrap:anywhere}
.ren label{display:block;font:var(--t-sm);font-weight:var(--semi)}
.ren input{display:block;width:100%;margin-top:var(--s2);min-height:var(--tap);padding:0 var(--s3);border:1px solid var(--edge);border-radius:var(--r2);background:var(--inset);color:var(--ink);font:var(--t-in)}
.ren input:focus{outline:none;border-color:var(--act);box-shadow:inset 0 0 0 1px var(--act)}
.ren{margin-top:var(--s5)}.ren .act .btn{padding:0 var(--s3)}
.facts .told{padding:var(--s2) 0 0;margin:0}
.facts .ren .act{margin-top:var(--s3)}
.facts .act{margin-top:var(--s5);display:flex;gap:var(--s2);flex-wrap:wrap}
@media (min-width:900px){
.ses{left:var(--rail);display:grid;grid-template:auto auto minmax(0,1fr) auto auto auto auto auto/minmax(0,1fr) 288px}
.ses>*{grid-column:1}
.top{grid-column:1/-1;min-height:64px;padding:0 var(--s4);gap:var(--s3)}
.note{grid-row:2;grid-column:1/-1}.note.over{grid-row:3;grid-column:1;top:0}.scr{grid-row:3;padding:12px 14px}.stat{grid-row:4;min-height:52px;font:var(--t-sm)}.asks{grid-row:5}.keys{grid-row:6}.told{grid-row:7}.comp{grid-row:8;padding:8px 12px}
.facts,.facts[hidden]{display:block!important;position:static;grid-column:2;grid-row:3/9;border-left:1px solid var(--line)}
.phone{display:none!important}
}
.low .note.calm,.low .stat .btn:not(.now){display:none}
.low .stat{min-height:28px;padding:0 var(--s3)}
.low .top{min-height:44px}
@media (min-width:900px) and (pointer:fine){.keys>div{display:none}.keys{display:none}}
@media (max-width:899px){.desk{display:none!important}}
.asks{flex:none;display:flex;flex-direction:column;min-height:0;max-height:60dvh;background:var(--paper);border-top:4px solid var(--wait-solid)}
.asks.mine{border-color:var(--stop-solid)}.asks.past{border-color:var(--line)}
.asks .fold{flex:none;display:flex;align-items:center;gap:var(--s3);padding:0 var(--s1) 0 var(--s4);background:var(--plate);border-bottom:1px solid var(--line)}
.asks .fold b{flex:1;min-width:0;font:var(--t-md);font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.asks:not(.folded) .fold .i{transform:none}
.asks.folded .fold .i{transform:rotate(180deg)}
.asks .card{height:auto;flex:0 1 auto}
.asks .card .body{flex:0 1 auto;padding:var(--s3) var(--s4) var(--s4);gap:var(--s4)}
.asks .card .hd{display:none}
.asks .card .sees{margin:0}
.asks .fold .ring{transform:scale(.8)}
.low .asks{max-height:45dvh}
${Pd}`, Ld = 2e3, Rd = 1e4, zd = 520, Bd = "m15 5-7 7 7 7", Vd = "M5 12a1 1 0 1 0 .01 0M12 12a1 1 0 1 0 .01 0M19 12a1 1 0 1 0 .01 0", Hd = "M4 9V4h5m6 0h5v5m0 6v5h-5m-6 0H4v-5", Ud = "M12 5v14m-6-6 6 6 6-6", Wd = class {
	link;
	place;
	root = t("div", "ses");
	title = t("h1");
	under = t("p");
	note = t("div", "note");
	play = t("button", "btn main", "Play it as a film");
	box = t("div", "scr");
	waiting = t("div", "wait4", "Waiting for the screen…");
	lamp = t("span", "lamp");
	link_ = t("span", "says");
	people = t("span", "people");
	size = t("span", "size");
	now = t("button", "btn now");
	letters = t("button", "btn");
	fit = t("button", "btn");
	composer;
	keys;
	facts;
	feed;
	steer;
	asks;
	pane = null;
	offs = [];
	state = null;
	shown = !1;
	told = {
		go: () => void 0,
		film: () => void 0
	};
	blankSince = 0;
	calm = null;
	constructor(e, t) {
		this.link = e, this.place = t;
		let n = (e, t) => this.tell(e, t);
		this.feed = new Dd(e, t, {
			changed: () => this.draw(),
			tell: n
		}), this.steer = new Nd(e, t, {
			ready: () => this.there() && this.feed.answered,
			final: () => this.final(),
			tell: n,
			say: (e, t) => this.composer.say(e, t)
		}), this.composer = new Gu(`sb-draft-${t.session}`, (e) => this.steer.prompt(e)), this.keys = new Xu({
			key: (e) => this.type(e),
			paste: () => void this.paste(),
			interrupt: () => void this.steer.order("interrupt", {}, "Interrupted")
		}), this.facts = new id(t, {
			stop: () => void this.steer.order("stop", { grace: 5 }, "Stopped"),
			rename: (e) => this.steer.ask("title", { title: e })
		});
		let { machine: r, project: i, session: a } = t;
		this.asks = new Hu(e, `${r}/${i}/${a}`, () => this.refit()), this.build();
		let o = `fleet/session/${r}/${i}/${a}`;
		this.offs.push(e.subscribe(`${o}/state`, (e, t) => this.stateArrived(t)), e.subscribe(`${o}/event`, (e, t) => this.feed.line(t)), e.subscribe(`${o}/screen`, (e, t) => this.feed.screen(t)), e.on("state", (e) => {
			this.feed.status(e), this.tick();
		}), e.on("access", () => this.draw())), e.machine(r);
		let s = setInterval(() => this.tick(), 1e3);
		this.offs.push(() => clearInterval(s)), this.load();
	}
	show(e, t) {
		this.told = t, e.append(this.root), this.shown = !0, window.visualViewport?.addEventListener("resize", this.refit), window.visualViewport?.addEventListener("scroll", this.refit), document.addEventListener("visibilitychange", this.looked), this.refit(), this.pane?.fitFont(), this.tick();
	}
	hide() {
		this.shown = !1, window.visualViewport?.removeEventListener("resize", this.refit), window.visualViewport?.removeEventListener("scroll", this.refit), document.removeEventListener("visibilitychange", this.looked), this.root.remove(), this.feed.rest();
	}
	end() {
		for (let e of this.offs) e();
		this.feed.rest(), this.asks.end(), this.pane?.end();
	}
	async load() {
		let { ScreenPane: e, css: n } = await import("./screen-C7q90n6P.js");
		this.root.prepend(t("style", "", n));
		let r = () => {
			if (this.pane || !this.root.isConnected) return;
			let t = matchMedia("(min-width: 900px)").matches;
			this.pane = new e(this.box, t ? 14 : 13, {
				typed: (e) => this.type(this.keys.apply(e)),
				top: () => void this.feed.earlier(),
				bottom: () => void this.feed.later(),
				moved: () => this.drawBar()
			}), this.pane.smaller = qd() === "small", this.box.querySelector("textarea")?.setAttribute("aria-label", "Terminal: what you type goes to the program"), this.feed.attach(this.pane), this.draw();
		};
		if (r(), !this.pane) {
			let e = setInterval(() => {
				r(), this.pane && clearInterval(e);
			}, 100);
			this.offs.push(() => clearInterval(e));
		}
	}
	build() {
		this.root.append(t("style", "", Id));
		let e = t("header", "top"), r = Zu(t("button", "btn quiet"), () => this.told.go("fleet"));
		r.setAttribute("aria-label", "Back to Fleet"), r.append(n(Bd));
		let i = t("div", "who");
		i.append(this.title, this.under);
		let a = Zu(t("button", "btn quiet phone"), () => {
			this.facts.root.hidden = !this.facts.root.hidden, a.setAttribute("aria-expanded", String(!this.facts.root.hidden));
		});
		a.setAttribute("aria-label", "Facts about this session"), a.setAttribute("aria-expanded", "false"), a.append(n(Vd)), e.append(r, i, a), this.note.setAttribute("role", "status"), this.note.hidden = !0, Zu(this.play, () => this.told.film()), this.box.setAttribute("role", "region"), this.box.setAttribute("aria-label", "Terminal"), this.box.append(this.waiting);
		let o = t("div", "stat");
		Zu(this.now, () => this.feed.now()), this.now.append(n(Ud), t("span", "", "Back to now")), Zu(this.letters, () => this.changeLetters()), Zu(this.fit, () => this.fitHere()), this.fit.append(n(Hd), t("span", "desk", "Fit to my screen"), t("span", "phone", "Fit")), this.fit.setAttribute("aria-label", "Fit to my screen"), o.append(this.lamp, this.link_, this.people, this.size, this.now, this.letters, this.fit), this.root.append(e, this.note, this.box, o, this.asks.root, this.keys.root, this.composer.told, this.composer.root, this.facts.root), this.draw();
	}
	stateArrived(e) {
		let t = e.length ? Zs(e) : null;
		if (!t) return;
		let n = $(t, "v"), r = $(this.state, "v");
		n !== null && r !== null && n < r || (this.state = t, this.looking() && Array.isArray(t.watchers) && !ed(t).includes(this.link.user) && this.feed.renew(), this.draw());
	}
	there() {
		return this.link.status.state === "connected" && this.link.machine(this.place.machine).state === "there";
	}
	final() {
		return Cc.has(Q(this.state, "phase"));
	}
	type(e) {
		e !== "\x1B[I" && e !== "\x1B[O" && this.steer.type(e) && (this.feed.back && this.feed.now(), this.pane?.follow());
	}
	async paste() {
		try {
			let e = await navigator.clipboard.readText();
			e && this.pane?.term.paste(e);
		} catch {
			this.tell("This browser gives no access to the clipboard: hold the field below and paste there.", 6e3);
		}
	}
	fitHere() {
		let e = this.pane?.fits();
		this.calm = null, e && this.steer.resize(...e);
	}
	changeLetters() {
		this.pane && (this.pane.smaller = !this.pane.smaller, Jd(this.pane.smaller ? "small" : ""), this.draw());
	}
	looking() {
		return this.shown && document.visibilityState === "visible";
	}
	looked = () => this.tick();
	tick() {
		let e = Date.now();
		this.feed.tick(e, this.looking(), this.there(), this.final()), this.asks.draw(), this.filmInstead(e), this.draw();
	}
	filmInstead(e) {
		this.final() && this.feed.blank && this.shown ? this.blankSince ? e - this.blankSince >= Ld && (this.blankSince = e + Rd - Ld, this.told.film()) : this.blankSince = e : this.blankSince = 0;
	}
	refit = () => {
		let e = window.visualViewport;
		this.root.classList.toggle("low", (e?.height ?? window.innerHeight) < zd);
		let t = e && e.height < window.innerHeight - 40;
		this.root.style.height = t ? `${e.height}px` : "", this.root.style.top = t ? `${e.offsetTop}px` : "", this.root.style.bottom = t ? "auto" : "";
	};
	tell(e, t = 6e3) {
		this.calm = {
			text: Z(e),
			until: Date.now() + t
		}, this.draw();
	}
	draw() {
		let e = Date.now(), { state: t, link: n, place: r } = this, i = (e) => Q(t, e);
		Gd(this.title, fc(i("title"), r.session, i("agent"), i("folder")));
		let [a, o] = wc(t, e), s = this.feed.answered || this.final(), c = $u(n.status, r.machine, n.machine(r.machine), s, e);
		Gd(this.under, [a, r.machine].filter(Boolean).join(" · ")), this.under.className = c ? "" : o, this.drawNote(c, e), this.lamp.dataset.state = c ? "away" : "there", Gd(this.link_, c ? c.short : "Connected"), Gd(this.people, td(t, this.feed.typed, n.user, e)), this.drawBar(c);
		let l = this.steer.may("drive") && !this.final(), u = this.steer.may("operate"), d = this.prompts() && !this.final();
		this.keys.allow(l && !c, u && !c && !this.final());
		let f = c ? "Your draft is kept here" : d ? `Prompt for ${Tc(t)}` : "You watch";
		this.composer.allow(d && !c, this.final() ? "It has ended" : f, !d), this.keys.root.hidden = !l, this.composer.root.hidden = !d, this.facts.draw(t, this.feed.typed, u, !c, e);
	}
	prompts() {
		return this.steer.may(Q(this.state, "gate") === "not gated" ? "drive" : "operate");
	}
	drawBar(e = null) {
		let t = this.pane;
		this.feed.blank || this.waiting.remove();
		let n = $(this.state, "columns") ?? t?.size[0], r = $(this.state, "rows") ?? t?.size[1];
		Gd(this.size, n && r ? `${n} × ${r}` : "");
		let i = !!t?.wide && !this.feed.blank, a = this.steer.may("drive") && !this.final();
		this.now.hidden = !this.feed.back, this.letters.hidden = !i || this.feed.back, Gd(this.letters, t?.smaller ? "A+" : "A−");
		let o = t?.smaller ? "larger letters" : "smaller letters";
		this.letters.setAttribute("aria-label", `${this.letters.textContent}, ${o}`), this.fit.hidden = !a || this.feed.back, this.fit.disabled = !!e, this.fit.classList.toggle("offer", i);
	}
	drawNote(e, n) {
		this.calm && this.calm.until < n && (this.calm = null);
		let r = this.final(), i = r ? kc(this.state ?? {}, n) : "", a = r ? `${Q(this.state, "phase") === "lost" ? "Lost:" : "Ended"} ${i}`.trim() + "." : "", o = this.steer.whom("drive"), s = !this.state || !this.link.access || this.steer.may("drive") ? "" : this.prompts() ? `You prompt and watch. Typing into the terminal needs the right “drive”. ${o}` : `You watch. Typing needs the right “drive”. ${o}`, c = s && this.pane?.wide && !this.feed.blank ? ` Swipe sideways to see all ${this.pane.size[0]} columns.` : "", l = r ? "" : jc(this.state), u = e?.long || this.calm?.text || a || l || s + c, d = `${u} ${e?.expired ? "again" : r ? "film" : ""}`;
		if (this.note.dataset.drawn !== d) {
			if (this.note.dataset.drawn = d, this.note.replaceChildren(t("span", "", u)), e?.expired) {
				let e = t("a", "", "Log in again");
				e.href = `/login?next=${encodeURIComponent(location.pathname + location.search)}`, this.note.append(" ", e);
			} else r && this.note.append(this.play);
		}
		this.note.hidden = !u;
		let f = e?.long || l && u === l, p = !f && !!this.calm;
		this.note.className = f ? "note" : p ? "note calm over" : "note calm";
	}
};
function Gd(e, t) {
	e.textContent !== t && (e.textContent = t);
}
var Kd = "sb-letters";
function qd() {
	try {
		return localStorage.getItem(Kd) ?? "";
	} catch {
		return "";
	}
}
function Jd(e) {
	try {
		localStorage.setItem(Kd, e);
	} catch {}
}
// src/terminal/mount.ts
var Yd = new r(({ view: e, releaseLink: t }) => {
	e.end(), t();
}, ({ view: e }) => e.hide());
function Xd(t) {
	let n = e(t.data, "user"), r = e(t.data, "machine"), i = e(t.data, "project"), a = e(t.data, "session");
	if (!Bs(n) || !Bs(r) || !Vs(i) || !Hs(a)) return () => void 0;
	let [{ view: o }, s] = Yd.take([
		n,
		r,
		i,
		a
	].join("/"), () => {
		let [e, t] = $s(n);
		return {
			view: new Wd(e, {
				machine: r,
				project: i,
				session: a
			}),
			releaseLink: t
		};
	});
	return o.show(t.parentElement, {
		go: (e) => t.setTriggerValue("go", e),
		film: () => t.setTriggerValue("film", !0)
	}), s;
}
// src/fleet/empty.ts
var Zd = "signalbox run claude";
function Qd(e, n) {
	let r = (...e) => {
		let n = t("ol");
		for (let [r, [i, a]] of e.entries()) {
			let e = t("li"), o = t("div", "", i);
			o.append(a), e.append(t("b", "", String(r + 1)), o), n.append(e);
		}
		return n;
	};
	switch (e) {
		case "looking": return [t("p", "", "Your sessions are on their way from the hub.")];
		case "filtered": return [t("h2", "", "No session fits these filters."), X("btn main", "Clear the filters", n.clear)];
		case "machines": return n.add ? [
			t("h2", "", "No machine yet."),
			t("p", "", "Machines only dial out to this hub, so no port has to be opened on them."),
			r(["Get a line to paste on it:", X("btn main", "Add a machine", n.add)], ["Start an agent there:", ic(Zd, "the line that starts an agent")])
		] : [t("h2", "", "No machine that you may see."), t("p", "", `You see those that somebody lets you see. ${Mc(n.ask("admin"))}`)];
		case "sessions": return n.start ? [
			t("h2", "", "Line clear. No session runs."),
			t("p", "", "Start one here, or on a machine:"),
			ic(Zd, "the line that starts an agent"),
			X("btn main", "Start a session", n.start)
		] : [t("h2", "", "Line clear. No session runs."), t("p", "", `You may watch. Starting one takes the right to operate. ${Mc(n.ask("operate"))}`)];
	}
}
// src/fleet/groups.ts
var $d = [
	["needs", "Needs you"],
	["attention", "Attention"],
	["working", "Working"],
	["running", "Running"],
	["idle", "Idle"],
	["away", "Out of reach"],
	["ended", "Ended"]
];
function ef(e, { there: t, answers: n }) {
	let r = Q(e, "phase");
	return Cc.has(r) ? "ended" : t.state === "away" ? "away" : r === "waiting" ? n ? "needs" : "attention" : $(e, "attention") === null ? r === "idle" ? "idle" : r === "working" ? "working" : "running" : "attention";
}
function tf(e, t, n) {
	let r = ef(t, n), i = Q(t, "phase") === "waiting", a = r === "attention" && !i ? $(t, "attention") : null;
	return {
		key: e,
		state: t,
		group: r,
		since: r === "away" ? n.there.since : xc(a ?? $(t, "since") ?? 0),
		until: r === "needs" ? nf(t) : null,
		whom: i && !n.answers ? n.whom : []
	};
}
function nf(e) {
	let t = (Array.isArray(e.questions) ? e.questions : []).map((e) => $(e, "until")).filter((e) => e !== null);
	return t.length ? xc(Math.min(...t)) : null;
}
var rf = 2 ** 53 - 1;
function af(e) {
	let t = new Map($d.map(([e]) => [e, []]));
	for (let n of e) t.get(n.group)?.push(n);
	for (let [e, n] of t) {
		let t = e === "needs" || e === "attention" ? 1 : -1;
		n.sort((e, n) => (e.until ?? rf) - (n.until ?? rf) || t * (e.since - n.since) || (e.key < n.key ? -1 : 1));
	}
	return t;
}
// src/fleet/words.ts
var of = 400, sf = (e) => fc(Q(e, "title"), Q(e, "session"), Q(e, "agent"), Q(e, "folder"), of);
function cf(e) {
	let { state: t, group: n } = e;
	if (n === "away") return `Was ${Q(t, "phase") || "there"} when ${Z(Q(t, "machine"), { most: 40 })} was last heard`;
	if (n === "ended") return ff(t);
	if (Q(t, "phase") === "waiting") {
		let r = lf(t);
		return n === "needs" ? r : `Waits for ${uf(e.whom) || "somebody who may answer"}: ${r}`;
	}
	let r = df(Z(Q(t, "doing"), { most: of }));
	return n === "attention" ? r ? `Calls for somebody. ${r}` : "Calls for somebody to look" : r || (n === "idle" ? "Waits for a prompt" : Q(t, "phase") === "starting" ? "Starts" : n === "working" ? "Works" : "A program that does not tell what it does");
}
function lf(e) {
	let t = Array.isArray(e.questions) ? e.questions : [], n = Z(Q(t[0] ?? null, "summary"), { most: of }), r = t.length > 1 ? ` And ${t.length - 1} more.` : "";
	return Q(t[0] ?? null, "form") === "permission" && n ? (n.includes("`") ? n : `\`${n}\``) + r : Q(t[0] ?? null, "form") === "question" && n ? `Asks: “${n}”${r}` : (df(n) || df(Z(Q(e, "doing"), { most: of })) || "An answer") + r;
}
function uf(e) {
	let t = e.slice(0, 2).map((e) => Z(e, { most: 40 }));
	return e.length > 2 ? `${t.join(", ")} or ${e.length - 2} more` : t.join(" or ");
}
var df = (e) => e.charAt(0).toUpperCase() + e.slice(1);
function ff(e) {
	let t = e.exit, n = $(t ?? null, "status"), r = Q(t ?? null, "signal"), i = $(e, "files_changed") ?? 0, a = i > 0 ? ` · ${i} ${i === 1 ? "file" : "files"} changed` : "";
	return Q(e, "phase") === "lost" ? `Its host was lost${a}` : r ? `Ended by ${Z(r, { most: 32 })}${a}` : (n === null ? "Ended" : n === 0 ? "Exit 0" : `Failed with exit ${n}`) + a;
}
function pf(e) {
	let t = e.exit;
	return Q(e, "phase") === "lost" || ($(t ?? null, "status") ?? 0) !== 0 || Q(t ?? null, "signal") !== "";
}
function mf(e) {
	let t = Q(e, "project"), n = (t) => Z(Q(e, t), { most: 80 }), r = Q(e, "gate") === "not gated" && !Cc.has(Q(e, "phase")) ? "not gated" : "", i = (e) => e.filter(Boolean).join(" · ");
	return [i([t === "-" ? "no project" : n("project"), n("branch")]), i([
		dc(Q(e, "agent")),
		n("machine"),
		r
	])];
}
function hf(e, t) {
	return e.until === null ? e.since ? e.group === "ended" || e.group === "away" ? yc(e.since, t) : gc(t - e.since) : "" : e.until > t ? `${gc(e.until - t)} left` : "no time left";
}
function gf(e, t) {
	let n = _f(t).split(/\s+/).filter(Boolean);
	if (!n.length) return !0;
	let r = [
		"title",
		"doing",
		"machine",
		"project",
		"branch",
		"agent",
		"folder",
		"session"
	].map((t) => Q(e, t)), i = Array.isArray(e.questions) ? e.questions.map((e) => Q(e, "summary")) : [], a = _f([
		...r,
		dc(Q(e, "agent")),
		...i
	].join("\n"));
	return n.every((e) => a.includes(e));
}
var _f = (e) => e.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(), vf = {
	words: "",
	machine: "",
	project: "",
	agent: "",
	state: "",
	mine: !1
}, yf = [
	"machine",
	"project",
	"agent"
], bf = 500;
function xf(e) {
	let t = new URLSearchParams();
	e.words && t.set("q", e.words);
	for (let n of yf) e[n] && t.set(n, e[n]);
	return e.state && t.set("state", e.state), e.mine && t.set("mine", "1"), t.toString();
}
function Sf(e) {
	let t = new URLSearchParams(e.slice(0, bf)), n = {
		...vf,
		words: t.get("q") ?? "",
		mine: t.get("mine") === "1"
	};
	for (let e of yf) n[e] = t.get(e) ?? "";
	return n.state = $d.find(([e]) => e === t.get("state"))?.[0] ?? "", n;
}
function Cf(e, t, n) {
	return yf.every((n) => !t[n] || Q(e.state, n) === t[n]) && (!t.state || e.group === t.state) && (!t.mine || n.has(e.key.split("/")[2] ?? "")) && gf(e.state, t.words);
}
function wf(e) {
	return [
		e.words.trim() && `“${Z(e.words.trim(), { most: 60 })}”`,
		Z(e.machine, { most: 40 }),
		e.project === "-" ? "no project" : Z(e.project, { most: 40 }),
		e.agent && dc(e.agent),
		$d.find(([t]) => t === e.state)?.[1] ?? "",
		e.mine && "opened by you"
	].filter(Boolean).join(", ");
}
// src/fleet/opened.ts
var Tf = (e) => `sb-opened-${e}`;
function Ef(e) {
	try {
		let t = JSON.parse(localStorage.getItem(Tf(e)) ?? "[]");
		return new Set(Array.isArray(t) ? t.filter((e) => typeof e == "string") : []);
	} catch {
		return /* @__PURE__ */ new Set();
	}
}
function Df(e, t) {
	let n = Ef(e);
	if (!n.has(t)) {
		n.add(t);
		try {
			localStorage.setItem(Tf(e), JSON.stringify([...n].slice(-300)));
		} catch {}
	}
}
// src/glyphs.ts
var Of = {
	stop: "M2 1h2.200v2.200H15v4.400H4.200V15H2z",
	wait: "M2 1h2.200v2.200h11.300l-2.200 2.200 2.200 2.200H4.200V15H2z",
	clear: "M2 1h2.200v4.600l7.600-5 2.500 3.800L4.200 11v4H2z",
	run: "M4 2.5v11L13.5 8z",
	idle: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zm0 2a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z",
	sleep: "M6.2 2A6.2 6.2 0 1 0 14 9.8 5 5 0 0 1 6.2 2z",
	end: "m2.2 8.6 1.500-1.500 2.700 2.700 6-6 1.500 1.500-7.500 7.500z",
	cross: "M3.600 2.200 8 6.600l4.400-4.400 1.400 1.400L9.400 8l4.400 4.400-1.400 1.400L8 9.400l-4.400 4.400-1.400-1.400L6.600 8 2.200 3.600z"
}, kf = (e, t) => n(Of[e], `g ${t}`, 16), Af = {
	needs: ["stop", "stop"],
	attention: ["wait", "wait"],
	working: ["clear", "clear"],
	running: ["run", "dim"],
	idle: ["idle", "dim"],
	away: ["sleep", "dim"],
	ended: ["end", "dim"]
};
function jf(e, n) {
	let r = t("a", "ses");
	return r.href = `/session?s=${e}`, r.onclick = (t) => {
		t.ctrlKey || t.metaKey || t.shiftKey || t.altKey || (t.preventDefault(), n(e.split("/")));
	}, r;
}
function Mf(e, n, r) {
	let [i, a] = n.group === "ended" && pf(n.state) ? ["cross", "stop"] : Af[n.group], [o, s] = mf(n.state), c = sf(n.state), l = cf(n), u = hf(n, r), d = [
		i,
		c,
		l,
		o,
		s
	].join("\0");
	if (e.dataset.says === d) {
		let t = e.querySelector(".ago");
		t && t.textContent !== u && (t.textContent = u);
		return;
	}
	e.dataset.says = d;
	let f = t("span", "tt", c);
	f.dir = "auto";
	let p = t("span", "now");
	p.dir = "auto", p.append(...Nf(l));
	let m = t("span", "meta");
	m.append(t("span", "", o), t("span", "", s)), e.replaceChildren(kf(i, a), f, t("span", "ago", u), p, m);
}
function Nf(e) {
	let n = e.split("`");
	return n.length % 2 == 0 ? [document.createTextNode(e)] : n.map((e, n) => n % 2 ? t("code", "", e) : document.createTextNode(e));
}
// src/fleet/sieve.ts
var Pf = "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.500 4.500", Ff = "M4 7h16M7 12h10M10 17h4", If = {
	machine: "Machine",
	project: "Project",
	agent: "Agent",
	state: "State"
}, Lf = class {
	changed;
	find = t("div", "find");
	panel = t("div", "sel");
	chosen = t("div", "chosen");
	filters;
	input = t("input");
	mine = t("input");
	said = t("span");
	clearing = X("btn bare", "Clear the filters", () => this.clear());
	more;
	selects = /* @__PURE__ */ new Map();
	constructor(e, r) {
		this.changed = r, this.filters = Sf(e), this.find.setAttribute("role", "search");
		let i = t("label", "field");
		this.input.type = "search", this.input.placeholder = "Find a session", this.input.setAttribute("aria-label", "Find a session"), this.input.autocomplete = "off", this.input.spellcheck = !1, this.input.enterKeyHint = "search", this.input.oninput = () => this.set({ words: this.input.value.slice(0, 200) }), this.input.onkeydown = (e) => e.stopPropagation(), i.append(n(Pf), this.input), this.more = X("btn square", "", () => this.open(this.panel.hidden === !0)), this.more.setAttribute("aria-label", "Filters"), this.more.append(n(Ff)), this.find.append(i, this.more);
		for (let e of Object.keys(If)) {
			let n = t("label", "", If[e]), r = t("select");
			r.name = e, r.onchange = () => this.set({ [e]: r.value }), this.selects.set(e, r), n.append(r), this.panel.append(n);
		}
		let a = t("label", "tick");
		this.mine.type = "checkbox", this.mine.onchange = () => this.set({ mine: this.mine.checked }), a.append(this.mine, "Opened by you, in this browser"), this.panel.append(a), this.chosen.append(this.said, this.clearing), this.open(xf({
			...this.filters,
			words: ""
		}) !== ""), this.fill();
	}
	read(e) {
		this.filters = Sf(e), this.fill(), this.changed();
	}
	set(e) {
		this.filters = {
			...this.filters,
			...e
		};
		let t = new URL(location.href), n = xf(this.filters);
		n ? t.searchParams.set("f", n) : t.searchParams.delete("f"), history.replaceState(history.state, "", t), this.fill(), this.changed();
	}
	clear() {
		this.set(vf), this.open(!1);
	}
	fits(e) {
		this.clearing.hidden = !e;
	}
	draw(e) {
		let t = [...e];
		for (let e of yf) {
			let n = [.../* @__PURE__ */ new Set([...t.map((t) => Q(t, e)), this.filters[e]])].filter(Boolean).sort();
			this.offer(e, n.map((t) => [t, Rf[e](t)]));
		}
		this.offer("state", $d.map(([e, t]) => [e, t]));
	}
	offer(e, t) {
		let n = this.selects.get(e), r = JSON.stringify(t);
		n && (n.dataset.says !== r && (n.dataset.says = r, n.replaceChildren(new Option("All", ""), ...t.map(([e, t]) => new Option(t, e)))), n.value !== this.filters[e] && (n.value = this.filters[e]));
	}
	fill() {
		this.input.value !== this.filters.words && (this.input.value = this.filters.words), this.mine.checked = this.filters.mine;
		let e = wf(this.filters);
		this.chosen.hidden = !e, this.said.textContent = e && `Only ${e}`;
	}
	open(e) {
		this.panel.hidden = !e, this.more.setAttribute("aria-expanded", String(e));
	}
}, Rf = {
	machine: (e) => Z(e, { most: 40 }),
	project: (e) => e === "-" ? "No project" : Z(e, { most: 40 }),
	agent: dc
};
// src/fleet/join.ts
function zf(e) {
	let n = !0, r = rc(e, "Add a machine", () => n = !1), { body: i } = r, a = t("p", "", "Making a line with a new code…");
	a.setAttribute("role", "status"), i.replaceChildren(a), Bf().then((a) => {
		if (!n) return;
		if (typeof a == "string") {
			let n = t("p", "bad", a);
			n.setAttribute("role", "alert");
			let o = X("btn", "Try again", () => {
				r.close(), zf(e);
			});
			i.replaceChildren(n, o);
			return;
		}
		let o = t("img", "qr");
		o.alt = "The same line as a QR code", o.src = `data:image/svg+xml,${encodeURIComponent(a.qr)}`, i.replaceChildren(t("p", "", "Paste this on the new machine, in the account that your agents use:"), ic(a.whole, "the line"), t("p", "dimmed", `Good once, until ${yc(a.until, Date.now())}. Whoever has it can join a machine: hand it on as you would a key. The machine shows up here when it has joined.`), o, t("p", "dimmed", `Or this one, which asks for the code ${a.code}:`), ic(a.line, "the line without the code"));
	});
}
async function Bf() {
	try {
		let e = await fetch("/join/line", {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: "{}",
			signal: AbortSignal.timeout(3e4)
		}), t = await e.json(), n = (e) => typeof t[e] == "string" ? t[e] : "";
		return e.ok ? !n("whole") || !n("line") ? "The hub gave no line." : {
			line: n("line"),
			whole: n("whole"),
			code: n("code"),
			qr: n("qr"),
			until: xc(Number(t.until_us))
		} : Vf(Z(n("reason") || `The hub answers ${e.status}`, { most: 500 }));
	} catch {
		return "The hub did not answer. Try again when it is back.";
	}
}
var Vf = (e) => e.charAt(0).toUpperCase() + e.slice(1) + (e.endsWith(".") ? "" : "."), Hf = (e) => typeof e == "object" && e ? e : {}, Uf = (e) => typeof e == "string" ? e : "", Wf = (e) => typeof e == "number" && Number.isFinite(e) && e >= 0 ? e : null;
function Gf(e, t) {
	if (!t || t.machine !== e) return null;
	let n = Hf(t.host), r = Hf(t.disk);
	return {
		name: e,
		version: Uf(t.daemon),
		system: Uf(n.system),
		cpus: Wf(n.cpus),
		load: Wf(t.load),
		sessions: Wf(t.sessions) ?? 0,
		free: Wf(r.free),
		total: Wf(r.total),
		agents: (Array.isArray(t.agents) ? t.agents : []).map((e) => ({
			agent: Uf(Hf(e).agent),
			version: Uf(Hf(e).version),
			gate: Uf(Hf(e).gate),
			loggedIn: typeof Hf(e).logged_in == "boolean" ? Hf(e).logged_in : null
		})),
		outside: Array.isArray(t.outside) ? t.outside.length : 0,
		faults: (Array.isArray(t.faults) ? t.faults : []).filter((e) => typeof e == "string")
	};
}
var Kf = (e) => e.load === null ? "" : (e.load / 100).toFixed(1);
function qf(e, t, n, r) {
	if (t.state === "unknown") return "never heard";
	if (t.state === "away") return t.since ? `asleep or offline since ${yc(t.since, r)}` : "asleep or offline";
	let i = n === 1 ? "1 session" : `${n} sessions`, a = e ? Kf(e) : "", o = e?.version ? `v${e.version}` : "";
	return [
		i,
		a && `load ${a}`,
		o
	].filter(Boolean).join(" · ");
}
function Jf(e, t, n) {
	if (e.state === "away") return e.since ? `last ${yc(e.since, n, !0)}` : "not since this page is open";
	if (!t) return "not yet since this page is open";
	let r = n - t;
	return r < 2e3 ? "just now" : `${gc(r)} ago`;
}
function Yf(e, t, n, r) {
	let i = [["Heard", Jf(t, n, r)]];
	if (!e) return i;
	let a = (e) => e >= 0xe8d4a51000 ? `${(e / 0xe8d4a51000).toFixed(1)} TB` : e >= 1e9 ? `${Math.round(e / 1e9)} GB` : `${Math.round(e / 1e6)} MB`;
	e.version && i.push(["Version", e.version]), e.system && i.push(["System", e.system]), e.load !== null && i.push(["Load", e.cpus ? `${Kf(e)} on ${e.cpus} ${e.cpus === 1 ? "core" : "cores"}` : Kf(e)]), e.free !== null && e.total && i.push(["Disk", `${a(e.free)} free of ${a(e.total)}`]);
	for (let t of e.agents) i.push([dc(t.agent), [
		t.version,
		t.gate,
		t.loggedIn === !1 ? "not logged in" : ""
	].filter(Boolean).join(" · ")]);
	e.outside && i.push(["Outside", `${e.outside} ${e.outside === 1 ? "agent runs" : "agents run"} there without Signalbox`]);
	for (let t of e.faults) i.push(["To mend", t]);
	return i;
}
// src/fleet/strip.ts
var Xf = "M12 5v14M5 12h14", Zf = class {
	around;
	link;
	only;
	start;
	root = t("aside");
	list = t("ul", "mach");
	rows = /* @__PURE__ */ new Map();
	machines = /* @__PURE__ */ new Map();
	heard = /* @__PURE__ */ new Map();
	add = t("li");
	constructor(e, r, i, a) {
		this.around = e, this.link = r, this.only = i, this.start = a, this.root.setAttribute("aria-label", "Machines"), this.list.setAttribute("aria-label", "Machines"), this.root.append(t("h2", "desk", "Machines"), this.list);
		let o = X("add", "", () => this.join());
		o.append(n(Xf), t("b", "", "Add a machine")), this.add.append(o);
	}
	get size() {
		return this.machines.size;
	}
	take(e, t, n) {
		e !== "hub" && (this.link.machine(e), t === "info" ? n ? this.machines.set(e, Gf(e, n)) : this.machines.delete(e) : t === "presence" && n && (this.heard.set(e, this.heard.has(e) ? Date.now() : 0), this.machines.has(e) || this.machines.set(e, null)));
	}
	forget() {
		this.machines.clear(), this.heard.clear();
	}
	draw(e, n, r) {
		let i = [...this.machines.keys()].sort().map((i) => {
			let a = this.link.machine(i), o = Z(qf(this.machines.get(i) ?? null, a, e.get(i) ?? 0, r), { most: 80 }), s = this.rows.get(i) ?? t("li");
			if (this.rows.set(i, s), s.dataset.says === a.state + o + n) return s;
			s.dataset.says = a.state + o + n;
			let c = s.querySelector("button") ?? X("", "", () => this.sheet(i));
			return c.setAttribute("aria-haspopup", "dialog"), c.classList.toggle("chosen", i === n), c.replaceChildren(t("i", a.state === "there" ? "lamp" : "lamp off"), t("b", "", i), t("span", "", o)), c.parentNode || s.append(c), s;
		});
		for (let e of [...this.rows.keys()]) this.machines.has(e) || this.rows.delete(e);
		i.length && this.mayAdd() && i.push(this.add);
		let a = this.list.children;
		(a.length !== i.length || i.some((e, t) => e !== a[t])) && this.list.replaceChildren(...i), this.root.hidden = !i.length;
	}
	mayAdd() {
		return this.link.access?.may("admin", "hub") ?? !1;
	}
	join() {
		zf(this.around);
	}
	sheet(e) {
		let n = this.link.machine(e), r = rc(this.around, e), i = t("dl", "facts");
		for (let [r, a] of Yf(this.machines.get(e) ?? null, n, this.heard.get(e) ?? 0, Date.now())) {
			let e = t("dd", "", Z(a, { most: 300 }));
			e.dir = "auto", i.append(t("dt", "", Z(r, { most: 60 })), e);
		}
		let a = t("div", "acts"), o = (e, t, n) => a.append(X(e, t, () => {
			r.close(), n();
		}));
		o("btn", "Only its sessions", () => this.only(e)), n.state === "there" && this.link.access?.may("operate", e) && o("btn main", "Start a session here", () => this.start(e)), r.body.append(i, a);
	}
}, Qf = `
*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}
:host,.fl{display:block}
.fl{font:var(--t-md);color:var(--ink);overflow-wrap:anywhere}
[hidden]{display:none!important}
button,input,select{font:inherit;color:inherit}
button,a{touch-action:manipulation;cursor:pointer}
:is(button,a,input,select,[tabindex]):focus-visible{outline:none;box-shadow:var(--focus);border-radius:var(--r1)}
.i{width:20px;height:20px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.g{width:16px;height:16px;fill:currentColor}
.stop{color:var(--stop)}.wait{color:var(--wait)}.clear{color:var(--clear)}.dim{color:var(--ink-3)}
.top{display:flex;align-items:center;gap:var(--s3);min-height:var(--bar)}
.top h1{font:var(--t-xl);font-weight:var(--semi);flex:1}
.live{display:inline-flex;align-items:center;gap:6px;font:var(--t-xs);color:var(--ink-3)}
.lamp{width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none}
.lamp.off{background:none;border:2px solid var(--edge)}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:var(--s2);min-width:var(--tap);min-height:var(--tap);padding:0 var(--s4);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);font-weight:var(--semi);white-space:nowrap;text-decoration:none;color:var(--act)}
.btn.main{background:var(--act);border-color:var(--act);color:var(--act-ink)}
.btn[aria-expanded=true]{background:var(--act-tint)}
.btn.square{padding:0;flex:none}
.desk{display:none}
.find{display:flex;gap:var(--s2);margin-bottom:var(--s3)}
.field{flex:1;min-width:0;display:flex;align-items:center;gap:var(--s2);height:var(--tap);padding:0 var(--s3);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--ink-3)}
.field input{flex:1;min-width:0;border:0;outline:0;background:none;font:var(--t-in);color:var(--ink)}
.field:focus-within{box-shadow:var(--focus)}
.sel{display:flex;flex-wrap:wrap;gap:var(--s2);margin-bottom:var(--s3)}
.sel label{flex:1 1 130px;min-width:0;font:var(--t-xs);color:var(--ink-3);display:grid;gap:2px}
.sel select{min-height:var(--tap);width:100%;font:var(--t-in);border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);padding:0 var(--s2);color:var(--ink)}
.sel .tick{flex:1 0 100%;display:flex;align-items:center;gap:var(--s3);min-height:var(--tap);font:var(--t-md);color:var(--ink)}
.tick input{width:22px;height:22px;margin:0;accent-color:var(--act)}
.chosen{display:flex;align-items:center;gap:var(--s2);margin:0 0 var(--s2) var(--s1);font:var(--t-sm);color:var(--ink-2)}
.chosen span{flex:1;min-width:0}
.chosen .btn{font:var(--t-sm);font-weight:var(--semi);padding:0 var(--s2)}
.mach{display:flex;gap:var(--s2);overflow-x:auto;margin:0 calc(-1*var(--s4)) var(--s4);padding:4px var(--s4);scrollbar-width:none;list-style:none}
.mach li{flex:none;display:block}
.mach button{width:100%;min-height:52px;max-width:280px;display:grid;grid-template-columns:8px minmax(0,1fr);column-gap:10px;align-items:center;align-content:center;padding:6px var(--s3);font:var(--t-sm);border:0;border-radius:var(--r3);background:var(--plate);box-shadow:var(--shade);text-align:left}
.mach button:focus-visible{box-shadow:var(--focus);border-radius:var(--r3)}
.mach .chosen{margin:0;background:var(--act-tint)}
.mach b{font-weight:var(--semi);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.mach span{grid-column:2;font:var(--t-xs);color:var(--ink-3);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.mach .add{grid-template-columns:20px auto;color:var(--act)}
section{margin-bottom:var(--s5)}
h2{font:var(--t-sm);font-weight:var(--semi);color:var(--ink-2);margin:0 0 var(--s2) var(--s1)}
h2.stop{color:var(--stop)}h2.wait{color:var(--wait)}
h2 i{font-style:normal;font-weight:400;color:var(--ink-3);margin-left:var(--s2)}
.plate{background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}
.ses{display:grid;grid-template-columns:16px minmax(0,1fr) auto;column-gap:var(--s3);row-gap:2px;align-items:baseline;padding:11px var(--s3) 12px;min-height:64px;position:relative;color:inherit;text-decoration:none;contain:layout style}
.ses:hover{background:var(--act-tint)}
.ses:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.ses+.ses{border-top:1px solid var(--line)}
.ses .g{align-self:start;margin-top:3px}
.tt{font-weight:var(--semi);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;unicode-bidi:isolate}
.ago{font:var(--t-xs);color:var(--ink-3);white-space:nowrap;font-variant-numeric:tabular-nums}
.now{grid-column:2/-1;font:var(--t-sm);color:var(--ink-2);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;unicode-bidi:isolate}
.tt,.now{text-align:left}
.ses code{font:12px/18px var(--mono)}
.meta{grid-column:2/-1;font:var(--t-xs);color:var(--ink-3);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.meta span+span::before{content:" · "}
.need .ses{border-left:4px solid var(--stop-solid);padding-left:var(--s2)}
.need .ago{color:var(--ink-2);font-weight:var(--semi)}
.need .now{white-space:normal;color:var(--ink);display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical}
.more{width:100%;min-height:var(--tap);border:0;border-top:1px solid var(--line);background:none;color:var(--act);font-weight:var(--semi)}
.rest{padding:var(--s3);border-top:1px solid var(--line);font:var(--t-sm);color:var(--ink-3);text-align:center}
.empty{max-width:480px;margin:var(--s5) auto;padding:var(--s5);background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade)}
.empty[data-kind^=looking]{background:none;box-shadow:none;text-align:center}
.empty h2{font:var(--t-lg);font-weight:var(--semi);color:var(--ink);margin:0 0 var(--s2)}
.empty p{color:var(--ink-2)}
.empty h2+.btn{margin-top:var(--s2)}
.empty ol{list-style:none;padding:0;display:grid;gap:var(--s4);margin-top:var(--s4)}
.empty li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:var(--s3)}
.empty li>div>.btn{display:flex;margin-top:var(--s2)}
.empty li>b{width:28px;height:28px;border-radius:50%;border:2px solid var(--act);color:var(--act);text-align:center;font:600 13px/24px var(--sans)}
.sheet .dimmed{font:var(--t-sm);color:var(--ink-2);margin:var(--s3) 0 0}
.sheet .cmd+.dimmed{margin-top:0}
.sheet .bad{background:var(--stop-tint);border-radius:var(--r2);padding:var(--s3);margin-bottom:var(--s3)}
.qr{background:#fff;border-radius:var(--r2);padding:var(--s2);width:min(240px,70%);margin:var(--s4) auto 0;display:block}
.facts{display:grid;grid-template-columns:minmax(80px,auto) minmax(0,1fr);gap:var(--s2) var(--s4);font:var(--t-sm)}
.facts dt{color:var(--ink-3)}
.facts dd{margin:0}
.acts{display:flex;flex-wrap:wrap;gap:var(--s2);margin-top:var(--s4)}
.acts .btn{flex:1 1 auto}
.note{background:var(--wait-tint);color:var(--wait);border-radius:var(--r2);padding:var(--s2) var(--s4);font:var(--t-sm);margin-bottom:var(--s3)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media (min-width:900px){
.desk{display:inline-flex}
.cols{display:grid;grid-template-columns:minmax(0,1fr) 264px;gap:var(--s5);align-items:start}
.cols aside{order:2}
.mach{display:block;margin:0;padding:0;border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden auto;max-height:70vh;background:var(--plate)}
.mach button{max-width:none;border-radius:0;box-shadow:none;background:none;padding:8px var(--s3)}
.mach button:hover{background:var(--inset)}
.mach .chosen{background:var(--act-tint)}
.mach button:focus-visible{box-shadow:inset 0 0 0 2px var(--act)}
.mach li+li{border-top:1px solid var(--line)}
.cols aside{position:sticky;top:var(--s4)}
.cols aside h2{display:block}
.find,.sel,.chosen{max-width:640px}
.ses{grid-template-columns:16px minmax(0,1fr) 200px 84px;padding:9px var(--s4);min-height:56px}
.tt{-webkit-line-clamp:1}
.ses .now{grid-column:2;grid-row:2}
.ses .meta{grid-column:3;grid-row:1/3;align-self:center;font:var(--t-sm)}
.meta span{display:block;overflow:hidden;text-overflow:ellipsis}
.meta span+span::before{content:none}
.ses .ago{grid-column:4;grid-row:1/3;align-self:center;text-align:right}
section{margin-bottom:var(--s4)}
}${nc}`, $f = "M12 5v14M5 12h14", ep = 150, tp = 1e3, np = 20, rp = 300, ip = class {
	link;
	told;
	root = t("div", "fl");
	lamp = t("span", "lamp off");
	said = t("span");
	note = t("div", "note");
	startButton = X("btn main desk", "", () => this.start());
	list = t("div");
	nothing = t("div", "empty");
	sieve;
	strip;
	sessions = /* @__PURE__ */ new Map();
	offs = [];
	filters = /* @__PURE__ */ new Map();
	rows = /* @__PURE__ */ new Map();
	sections = /* @__PURE__ */ new Map();
	whole = /* @__PURE__ */ new Set();
	ticker;
	timer;
	held = !1;
	settled = 0;
	opened = Date.now();
	constructor(e, t) {
		this.link = e, this.told = t, this.sieve = new Lf(sp(), () => this.draw()), this.strip = new Zf(this.root, e, (e) => this.sieve.set({ machine: e }), (e) => this.told.start({ machine: e })), this.build(), this.offs.push(e.on("state", (e) => this.connection(e)), e.on("access", (e) => this.follow(e))), this.ticker = setInterval(this.soon, 5e3), addEventListener("popstate", this.moved);
	}
	show(e, n) {
		this.told = n, this.root.isConnected || this.sieve.read(sp()), e.replaceChildren(t("style", "", Qf), this.root), this.draw();
	}
	end() {
		clearInterval(this.ticker), clearTimeout(this.timer), removeEventListener("popstate", this.moved);
		for (let e of [...this.offs, ...this.filters.values()]) e();
	}
	moved = () => {
		location.pathname === "/" && this.sieve.read(sp());
	};
	follow(e) {
		let t = /* @__PURE__ */ new Map();
		for (let n of e.filters("session.state")) t.set(n, this.state);
		for (let n of e.filters("machine")) t.set(n, this.machine);
		let n = [...this.filters].filter(([e]) => !t.has(e));
		n.length && (this.sessions.clear(), this.strip.forget());
		for (let [e, t] of n.length ? [...this.filters] : []) t(), this.filters.delete(e);
		for (let [e, n] of t) this.filters.has(e) || this.filters.set(e, this.link.subscribe(e, n));
		this.settled = Date.now() + tp, setTimeout(this.soon, tp), this.soon();
	}
	state = (e, t) => {
		let n = e.split("/").slice(2, 5).join("/"), r = t.length ? Zs(t) : null;
		r ? this.sessions.set(n, r) : this.sessions.delete(n), this.soon();
	};
	machine = (e, t) => {
		let [, , n = "", r = ""] = e.split("/");
		this.strip.take(n, r, t.length ? Zs(t) : null), this.soon();
	};
	connection(e) {
		let t = e.state === "connected";
		this.lamp.className = t ? "lamp" : "lamp off", this.said.textContent = t ? "Connected" : e.connection ? "Reconnecting" : "Connecting";
		let n = !t && Date.now() - this.opened > 3e3;
		this.note.hidden = !n, n && (this.note.textContent = `No connection to the hub since ${yc(e.since, Date.now())}. What you see is as of then; it comes back by itself.`);
	}
	build() {
		let e = t("header", "top"), r = t("span", "live");
		r.setAttribute("role", "status"), r.append(this.lamp, this.said), this.startButton.append(n($f), "Start a session"), this.startButton.hidden = !0, e.append(t("h1", "", "Fleet"), r, this.startButton);
		let i = t("div", "cols");
		i.append(this.strip.root, this.list), this.strip.root.hidden = !0, this.note.hidden = !0, this.note.setAttribute("role", "status"), this.root.append(e, this.note, this.sieve.find, this.sieve.panel, this.sieve.chosen, i), this.list.addEventListener("pointerdown", () => this.held = !0);
		for (let e of [
			"pointerup",
			"pointercancel",
			"pointerleave"
		]) this.list.addEventListener(e, () => {
			this.held = !1, this.soon();
		});
	}
	start() {
		let { machine: e, project: t, agent: n } = this.sieve.filters;
		this.told.start({
			machine: e,
			project: t,
			agent: n
		});
	}
	soon = () => {
		this.timer ??= setTimeout(() => {
			this.timer = void 0, this.held || this.draw();
		}, ep);
	};
	row(e, t) {
		let [n = "", r = "", i = ""] = e.split("/"), { access: a, user: o } = this.link;
		return tf(e, t, {
			there: this.link.machine(n),
			answers: (a?.may("approve", n, r, i) ?? !1) && !zc(e, t, o, a),
			whom: a?.ask("approve") ?? []
		});
	}
	draw() {
		let e = Date.now(), { filters: t } = this.sieve, n = t.mine ? Ef(this.link.user) : /* @__PURE__ */ new Set(), r = [...this.sessions].map(([e, t]) => this.row(e, t)), i = /* @__PURE__ */ new Map();
		for (let { state: e, group: t } of r) t !== "ended" && i.set(Q(e, "machine"), (i.get(Q(e, "machine")) ?? 0) + 1);
		this.startButton.hidden = !this.may("operate"), this.strip.draw(i, t.machine, e), this.sieve.draw(this.sessions.values());
		let a = af(r.filter((e) => Cf(e, t, n))), o = [];
		for (let [t, n] of $d) {
			let r = a.get(t) ?? [];
			r.length && o.push(this.section(t, n, r, e));
		}
		this.sieve.fits(o.length > 0 || !r.length), o.length || o.push(this.empty(r.length)), ap(this.list, o);
		for (let e of [...this.rows.keys()]) this.sessions.has(e) || this.rows.delete(e);
	}
	section(e, t, n, r) {
		let i = this.sections.get(e) ?? op(e, t);
		this.sections.set(e, i), i.count.textContent = String(n.length);
		let a = e === "ended" && !this.whole.has(e) ? np : rp, o = n.slice(0, a).map((e) => {
			let t = this.rows.get(e.key) ?? jf(e.key, (e) => this.open(e));
			return this.rows.set(e.key, t), Mf(t, e, r), t;
		});
		return n.length > a && o.push(this.more(e, n.length, a)), ap(i.plate, o), i.root;
	}
	more(e, n, r) {
		return r === rp ? t("p", "rest", `${n - r} more: narrow the search to see them.`) : X("more", `Show all ${n}`, () => {
			this.whole.add(e), this.draw();
		});
	}
	open(e) {
		Df(this.link.user, e[2]), this.told.open(e);
	}
	may(e) {
		return this.link.access?.may(e) ?? !1;
	}
	empty(e) {
		let t = !this.strip.size && (!this.settled || Date.now() < this.settled), n = e ? "filtered" : t ? "looking" : this.strip.size ? "sessions" : "machines", r = this.may("operate"), i = this.strip.mayAdd(), a = `${n} ${r} ${i}`;
		return this.nothing.dataset.kind !== a && (this.nothing.dataset.kind = a, this.nothing.replaceChildren(...Qd(n, {
			start: r ? () => this.start() : null,
			add: i ? () => this.strip.join() : null,
			clear: () => this.sieve.clear(),
			ask: (e) => this.link.access?.ask(e) ?? []
		}))), this.nothing;
	}
};
function ap(e, t) {
	let n = e.children;
	(n.length !== t.length || t.some((e, t) => e !== n[t])) && e.replaceChildren(...t);
}
function op(e, n) {
	let r = t("section", e === "needs" ? "need" : ""), i = t("h2", e === "needs" ? "stop" : e === "attention" ? "wait" : "", n), a = t("i"), o = t("div", "plate");
	return i.append(a), r.append(i, o), {
		root: r,
		count: a,
		plate: o
	};
}
var sp = () => new URL(location.href).searchParams.get("f") ?? "", cp = new r(({ view: e, release: t }) => {
	e.end(), t();
});
function lp(t) {
	let n = e(t.data, "user");
	if (!Bs(n)) return () => void 0;
	let r = {
		open: (e) => t.setTriggerValue("open", e),
		start: (e) => t.setTriggerValue("start", e)
	}, [i, a] = cp.take(n, () => {
		let [e, t] = $s(n);
		return {
			view: new ip(e, r),
			release: t
		};
	});
	return i.view.show(t.parentElement, r), a;
}
// src/approvals/address.ts
function up(e) {
	let t = new URLSearchParams(e), n = t.get("s") ?? "", r = t.get("a") ?? "", [i = "", a = "", o = "", ...s] = n.split("/");
	return s.length || !Bs(i) || !Vs(a) || !Hs(o) ? null : {
		place: n,
		approval: /^[0-9a-z]{8}$/.test(r) ? r : ""
	};
}
var dp = ({ place: e, approval: t }) => `/approvals?s=${e}${t ? `&a=${t}` : ""}`, fp = [
	[
		"needs",
		"Needs you",
		"least time first"
	],
	[
		"others",
		"Wait for others",
		""
	],
	[
		"held",
		"Held where nobody is reached",
		""
	],
	[
		"decided",
		"Decided just now",
		""
	]
];
function pp({ course: e, standing: t, there: n }) {
	return ml(e) ? "decided" : n === "away" ? "held" : t.allow ? "needs" : "others";
}
var mp = 2 ** 53 - 1;
function hp(e) {
	let t = new Map(fp.map(([e]) => [e, []]));
	for (let n of e) t.get(pp(n))?.push(n);
	for (let [e, n] of t) n.sort((t, n) => e === "decided" ? n.course.gone - t.course.gone : (t.course.asked.until ?? mp) - (n.course.asked.until ?? mp) || t.course.asked.asked - n.course.asked.asked);
	return t;
}
// src/approvals/list.ts
var gp = (e) => [
	dc(Q(e.state, "agent")),
	e.project === "-" ? "" : e.project,
	e.machine
].filter(Boolean).join(" · ");
function _p(e) {
	let t = e.input?.command ?? e.input?.file_path;
	return Z(typeof t == "string" ? t : e.summary, { most: 300 });
}
function vp(e, n) {
	let r = t("a", "ap");
	return r.href = dp(e), r.dataset.approval = e.approval, r.onclick = (e) => {
		e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || (e.preventDefault(), n());
	}, r.ring = new wu(), r;
}
function yp(e, r, i, a, o) {
	let { course: s, standing: c } = r, { asked: l } = s, u = pp(r) === "decided";
	e.ring?.draw(l.asked, u ? null : l.until, o), i ? e.setAttribute("aria-current", "true") : e.removeAttribute("aria-current");
	let d = u ? `${gl(s, a)}${s.gone ? ` ${yc(s.gone, o)}` : ""}` : c.allow ? "" : xp(l, c.deny), f = l.input ? ql(Hl(l.tool, l.input), l.parts)[0]?.[0] ?? "" : "", p = s.mine && !u ? s.told ? s.told.accepted ? "Taken" : "Not taken" : "Sent" : "", m = [
		Hc(l),
		_p(l),
		f,
		d,
		p,
		gp(l)
	].join("\0");
	if (e.dataset.says === m) return;
	e.dataset.says = m, e.classList.toggle("past", u);
	let h = t("b", "", Hc(l)), g = t("span", "w", _p(l)), _ = t("span", "m");
	if (f && !u) {
		let e = t("span", "tag");
		e.append(n(eu), f), _.append(e, t("br"));
	}
	if (d || p) {
		let e = t("span", u ? "said" : "tag wait", [p, d].filter(Boolean).join(" · "));
		u || e.prepend(kf("wait", "")), _.append(e, t("br"));
	}
	_.append(gp(l));
	let v = u ? [bp(hl(s))] : e.ring ? [e.ring.root] : [];
	e.replaceChildren(...v, h, g, _, n(au));
}
var bp = (e) => {
	let n = t("span", "mk");
	return n.append(e === "allow" ? kf("end", "clear") : kf("cross", e === "deny" ? "stop" : "dim")), n;
};
function xp(e, t) {
	return t ? e.excludes ? e.group ? `Another one of ${Z(e.group, { most: 40 })} must allow it` : "Somebody else must allow it: you asked for it" : "You have said yes; more are wanted" : "You look on";
}
var Sp = {
	"session-digest": "this session, exactly this",
	"session-rule": "this session, all of its rule"
};
function Cp(e, n, r) {
	let i = t("div", "gr"), a = t("div"), [o = "", s = ""] = e.place.split("/"), c = e.by.map((e) => e === n ? "you" : Z(e, { most: 40 })).join(" and "), l = e.scope === "session-rule" ? `“${Z(e.rule, { most: 120 })}”` : Z(e.summary, { most: 300 });
	return a.append(t("code", "", l), t("span", "", `${gc(e.until - r)} left · ${Sp[e.scope] ?? Z(e.scope, { most: 40 })}`), t("span", "", `${s === "-" ? o : `${s} on ${o}`}${c ? ` · by ${c}` : ""}`)), i.append(a), i;
}
// src/approvals/view.ts
var wp = 100, Tp = 1500, Ep = class {
	link;
	root = t("div", "apv");
	top = t("header", "top");
	heading = t("h1", "", "Approvals");
	lamp = t("span", "lamp off");
	said = t("span");
	note = t("div", "note");
	list = t("div", "list");
	side = t("div", "side");
	main = t("div", "one");
	back;
	book;
	offs = [];
	nothing = t("div", "empty plate");
	rows = /* @__PURE__ */ new Map();
	sections = /* @__PURE__ */ new Map();
	granted = [];
	wide = matchMedia("(min-width: 900px)");
	ticker;
	timer;
	card = null;
	named = null;
	told = { open: () => void 0 };
	held = !1;
	pushed = !1;
	missed = !1;
	connected = 0;
	opened = Date.now();
	constructor(e) {
		this.link = e;
		let [r, i] = Ml(e);
		this.book = r, this.back = X("btn quiet", "", () => this.choose(null)), this.back.setAttribute("aria-label", "Back to Approvals"), this.back.append(n(iu));
		let a = t("span", "live");
		a.setAttribute("role", "status"), a.append(this.lamp, this.said), this.top.append(this.back, this.heading, a), this.note.setAttribute("role", "status"), this.note.hidden = !0, this.side.append(this.top, this.note, this.list), this.root.append(this.side, this.main), this.list.addEventListener("pointerdown", () => this.held = !0);
		for (let e of [
			"pointerup",
			"pointercancel",
			"pointerleave"
		]) this.list.addEventListener(e, () => {
			this.held = !1, this.soon();
		});
		this.offs.push(i, r.on(this.soon), e.on("state", (e) => this.connection(e))), this.ticker = setInterval(() => this.draw(), 1e3), this.wide.addEventListener("change", this.soon), addEventListener("popstate", this.moved);
	}
	show(e, n) {
		this.told = n, this.root.isConnected || (this.named = up(location.search), this.missed = !1), e.replaceChildren(t("style", "", Fd), this.root), this.draw();
	}
	end() {
		clearInterval(this.ticker), clearTimeout(this.timer), this.card?.end(), this.wide.removeEventListener("change", this.soon), removeEventListener("popstate", this.moved);
		for (let e of this.offs) e();
	}
	moved = () => {
		location.pathname === "/approvals" && (this.pushed = this.missed = !1, this.named = up(location.search), this.draw());
	};
	soon = () => {
		this.timer ??= setTimeout(() => {
			this.timer = void 0, this.held || this.draw();
		}, wp);
	};
	connection(e) {
		let t = e.state === "connected";
		this.connected = t ? Date.now() : 0, this.lamp.className = t ? "lamp" : "lamp off", this.said.textContent = t ? "Connected" : e.connection ? "Reconnecting" : "Connecting", this.soon();
	}
	drawNote(e) {
		let { status: t } = this.link, n = t.state !== "connected" && e - this.opened > 3e3 ? `No connection to the hub since ${yc(t.since, e)}. What you see is as of then.` : this.missed ? "What this link led to waits no longer: it was decided, or its session is gone. The audit has it." : "";
		this.note.hidden = !n, this.note.textContent !== n && (this.note.textContent = n);
	}
	choose(e) {
		if (!e && this.pushed) {
			this.pushed = !1, history.back();
			return;
		}
		let t = e ? dp(e) : "/approvals";
		e && !this.named && !this.wide.matches ? (history.pushState(history.state, "", t), this.pushed = !0) : history.replaceState(history.state, "", t), this.named = e, this.missed = !1, this.draw();
	}
	settled(e) {
		return this.connected > 0 && e - this.connected > Tp;
	}
	placed(e) {
		let { asked: t } = e;
		return {
			course: e,
			standing: Ic(t, this.link.user, this.link.access),
			there: this.link.machine(t.machine).state
		};
	}
	chosen(e) {
		let { named: t } = this;
		if (t?.approval) {
			let e = this.book.get(t.approval);
			if (e) return e;
			if (!this.settled(Date.now())) return null;
			this.missed = !0;
		} else if (t) {
			let [e] = this.book.of(t.place).filter((e) => e.open);
			if (e) return e;
		}
		return this.wide.matches ? this.card && !t ? this.book.get(this.card.approval) : (e.get("needs") ?? [])[0]?.course ?? (e.get("others") ?? [])[0]?.course ?? null : null;
	}
	draw() {
		let e = Date.now(), t = hp([...this.book.courses.values()].map((e) => this.placed(e))), n = this.chosen(t), r = !this.wide.matches;
		this.drawNote(e), this.drawCard(n, t);
		let i = r && this.card !== null;
		this.root.classList.toggle("alone", i), this.root.classList.toggle("bare", this.card === null), this.back.hidden = !i;
		let a = i ? "Approval" : "Approvals";
		this.heading.textContent !== a && (this.heading.textContent = a), this.list.hidden = i, i || this.drawList(t, e);
	}
	drawCard(e, t) {
		this.card && this.card.approval === e?.asked.approval || (this.card?.end(), this.card = null, e && (this.named = {
			place: e.asked.place,
			approval: e.asked.approval
		}, this.card = new Iu(this.book, e.asked.approval, {
			session: (e) => this.told.open(e),
			leave: () => this.next()
		})), this.main.replaceChildren(...this.card ? [this.card.root] : [])), this.card?.draw();
		let n = (t.get("needs") ?? []).filter((t) => t.course !== e && !t.course.mine).length;
		this.card?.say(n ? `Next (${n})` : "Back to the list");
	}
	next() {
		let e = (hp([...this.book.courses.values()].map((e) => this.placed(e))).get("needs") ?? []).find((e) => e.course.asked.approval !== this.card?.approval && !e.course.mine);
		this.card?.end(), this.card = null;
		let t = e?.course.asked;
		this.choose(t ? {
			place: t.place,
			approval: t.approval
		} : null);
	}
	drawList(e, t) {
		let n = [];
		for (let [r, i, a] of fp) {
			let o = e.get(r) ?? [];
			o.length && n.push(this.section(r, i, a, o.map((e) => this.row(e, t))));
		}
		let r = Nl(this.book.states, t);
		r.length && n.push(this.section("grants", "Allowed for a while", "", this.grants(r, t))), [...e.values()].some((e) => e.length) || n.unshift(this.empty(t)), Dp(this.list, n);
		for (let e of [...this.rows.keys()]) this.book.courses.has(e) || this.rows.delete(e);
	}
	section(e, t, n, r) {
		let i = this.sections.get(e) ?? Op(e, t);
		this.sections.set(e, i);
		let a = [String(r.length), n].filter(Boolean).join(" · ");
		return i.count.textContent !== a && (i.count.textContent = a), Dp(i.plate, r), i.root;
	}
	grants(e, t) {
		let n = e.map((e) => Cp(e, this.link.user, t));
		return n.map((e) => e.textContent).join("\0") !== this.granted.map((e) => e.textContent).join("\0") && (this.granted = n), this.granted;
	}
	row(e, t) {
		let { asked: n } = e.course, r = this.rows.get(n.approval) ?? vp(n, () => this.choose({
			place: n.place,
			approval: n.approval
		}));
		return this.rows.set(n.approval, r), yp(r, e, this.card?.approval === n.approval, this.link.user, t), r;
	}
	empty(e) {
		let { access: n } = this.link, r = n?.may("approve") ?? !1, i = !n || !this.settled(e), a = i ? "looking" : r ? "mine" : "others";
		return this.nothing.dataset.kind === a || (this.nothing.dataset.kind = a, i ? this.nothing.replaceChildren(t("p", "dim", "Looking for what waits…")) : this.nothing.replaceChildren(t("h2", "", r ? "Line clear. Nothing waits for you." : "Line clear. Nothing waits."), t("p", "", r ? "When an agent wants to do what no rule allows, it stops, and the question stands here until somebody answers or its time is over." : "What agents ask stands here while it waits. You look on: answering takes the right “approve”."))), this.nothing;
	}
};
function Dp(e, t) {
	let n = e.children;
	(n.length !== t.length || t.some((e, t) => e !== n[t])) && e.replaceChildren(...t);
}
function Op(e, n) {
	let r = t("section", e === "needs" ? "need" : ""), i = t("h2", e === "needs" ? "stop" : "", n), a = t("i"), o = t("div", "plate");
	return i.append(a), r.append(i, o), {
		root: r,
		count: a,
		plate: o
	};
}
// src/approvals.ts
var kp = new r(({ view: e, release: t }) => {
	e.end(), t();
});
function Ap(t) {
	let n = e(t.data, "user");
	if (!Bs(n)) return () => void 0;
	let [r, i] = kp.take(n, () => {
		let [e, t] = $s(n);
		return {
			view: new Ep(e),
			release: t
		};
	});
	return r.view.show(t.parentElement, { open: (e) => t.setTriggerValue("open", e.split("/")) }), i;
}
// src/nav/news.ts
var jp = [
	"waiting",
	"attention",
	"failed",
	"finished"
], Mp = {
	waiting: "waits for you",
	attention: "calls for you",
	failed: "has failed",
	finished: "has finished"
}, Np = 100, Pp = (e) => e === "waiting" || e === "attention";
function Fp(e, t) {
	let n = $(t, "since") ?? 0, r = $(t, "attention"), i = (n, r) => ({
		tag: `${e.split("/")[2]}.${n}.${r}`,
		kind: n,
		place: e,
		state: t,
		since: xc(r)
	}), a = Q(t, "phase");
	if (Cc.has(a)) {
		let e = t.exit;
		return [i(a === "ended" && $(e ?? null, "status") === 0 ? "finished" : "failed", n)];
	}
	let o = [];
	return a === "waiting" && o.push(i("waiting", Bc(e, t)?.micros ?? n)), r !== null && o.push(i("attention", r)), o;
}
function Ip(e, t) {
	let n = t.watchers;
	return Array.isArray(n) && n.some((t) => String(t).split(".")[0] === e);
}
function Lp(e, t, n) {
	let [r = "", i = "", a = ""] = e.split("/");
	return Fp(e, t).some(({ kind: o }) => o === "waiting" && !Pc(e, t).length && n.may("approve", r, i, a) || o === "attention" && n.may("drive", r, i, a));
}
function Rp(e, t) {
	let { state: n, kind: r } = e, [i = "", a = ""] = e.place.split("/");
	if (!t) return [`A session on ${i} ${Mp[r]}`, ""];
	let o = Z(Q(n, "title") || `${Q(n, "agent")} in ${a}`, { most: Np }), s = a === "-" ? i : `${i}, project ${a}`, c = Z(Bp(e)?.summary || Q(n, "doing"), { most: Np }).slice(0, 200);
	return [`${o.slice(0, 200)} ${Mp[r]}`, c ? `${s}: ${c}` : s];
}
function zp(e) {
	let { state: t } = e, n = Q(t, "title").trim();
	return `${n ? Z(n, { most: 60 }) : `${dc(Q(t, "agent")) || "A session"} on ${e.place.split("/")[0]}`} ${Mp[e.kind]}`;
}
var Bp = (e) => e.kind === "waiting" ? Bc(e.place, e.state) : null;
function Vp(e) {
	let t = Bp(e);
	return t ? dp(t) : `/session?s=${e.place}`;
}
// src/nav/once.ts
var Hp = "sb-told", Up = "sb-view.", Wp = () => navigator.locks, Gp = [];
async function Kp(e) {
	let t = () => {
		let t = Gp;
		try {
			let e = JSON.parse(localStorage.getItem(Hp) ?? "[]");
			Array.isArray(e) && (t = [...e.map(String), ...Gp]);
		} catch {}
		if (t.includes(e)) return !1;
		Gp.push(e);
		try {
			localStorage.setItem(Hp, JSON.stringify([...t, e].slice(-500)));
		} catch {}
		return !0;
	};
	return await Wp()?.request(Hp, t) ?? t();
}
var qp = class {
	place = "";
	release = () => void 0;
	set(e) {
		e !== this.place && (this.place = e, this.release(), e && Wp()?.request(Up + e, { mode: "shared" }, () => e === this.place ? new Promise((e) => this.release = e) : void 0));
	}
};
function Jp() {
	return document.visibilityState !== "visible" || location.pathname !== "/session" ? "" : new URL(location.href).searchParams.get("s") ?? "";
}
async function Yp(e) {
	return Jp() === e ? !0 : (await Wp()?.query())?.held?.some((t) => t.name === Up + e) ?? !1;
}
// src/nav/quiet.ts
var Xp = [
	"mon",
	"tue",
	"wed",
	"thu",
	"fri",
	"sat",
	"sun"
];
function Zp(e) {
	return Array.isArray(e) ? e.flatMap((e) => {
		let { zone: t, start: n, end: r, days: i } = e ?? {};
		return typeof t != "string" || !Qp(n) || !Qp(r) ? [] : [{
			zone: t,
			start: n,
			end: r,
			days: Array.isArray(i) ? i.filter((e) => Xp.includes(String(e))) : Xp
		}];
	}) : [];
}
var Qp = (e) => typeof e == "string" && /^([01][0-9]|2[0-3]):[0-5][0-9]$/.test(e), $p = (e, t) => e.some((e) => em(e, t));
function em(e, t) {
	let n;
	try {
		n = new Intl.DateTimeFormat("en-GB", {
			timeZone: e.zone,
			weekday: "short",
			hour: "2-digit",
			minute: "2-digit",
			hourCycle: "h23"
		}).formatToParts(t);
	} catch {
		return !0;
	}
	let r = (e) => n.find((t) => t.type === e)?.value ?? "", i = `${r("hour")}:${r("minute")}`, a = Xp.indexOf(r("weekday").toLowerCase()), o = (t) => e.days.includes(Xp[(t + 7) % 7] ?? "");
	return e.start < e.end ? o(a) && i >= e.start && i < e.end : o(a) && i >= e.start || o(a - 1) && i < e.end;
}
// src/nav/sounds.ts
var tm = null;
function nm() {
	try {
		tm ??= new AudioContext(), tm.state === "suspended" && tm.resume();
	} catch {
		tm = null;
	}
}
var rm = [587.3, 880], im = [659.3, 440], am = .16;
function om(e) {
	if (!tm || tm.state !== "running") return !1;
	let { currentTime: t, destination: n } = tm;
	for (let [r, i] of (e ? rm : im).entries()) {
		let e = tm.createOscillator(), a = tm.createGain(), o = t + .02 + r * am;
		e.frequency.value = i, a.gain.setValueAtTime(1e-4, o), a.gain.exponentialRampToValueAtTime(.12, o + .02), a.gain.exponentialRampToValueAtTime(1e-4, o + am * 1.8), e.connect(a).connect(n), e.start(o), e.stop(o + am * 2);
	}
	return !0;
}
// src/nav/wishes.ts
function sm(e) {
	let t = typeof e == "object" && e ? e : {}, n = (e) => {
		let n = t[e];
		return Array.isArray(n) ? n.filter((e) => typeof e == "string") : [];
	};
	return {
		kinds: new Set(jp.filter((e) => t[e] === !0)),
		machines: n("machines"),
		projects: n("projects"),
		details: t.details === !0,
		soundNeeds: t.sound_needs === !0,
		soundEnds: t.sound_ends === !0,
		quiet: Zp(t.quiet),
		pushes: n("pushes")
	};
}
function cm(e, t) {
	let n = (e, n) => !e.length || e.includes(Q(t.state, n));
	return e.kinds.has(t.kind) && n(e.machines, "machine") && n(e.projects, "project");
}
// src/nav/alerts.ts
var lm = 9e5, um = 60, dm = 36e5, fm = class {
	link;
	shows;
	changed;
	wishes = sm(null);
	offs = [];
	filters = /* @__PURE__ */ new Map();
	states = /* @__PURE__ */ new Map();
	held = /* @__PURE__ */ new Map();
	opened = Date.now();
	hour = [];
	constructor(e, t, n) {
		this.link = e, this.shows = t, this.changed = n, this.offs.push(e.on("access", (e) => this.follow(e)));
	}
	end() {
		for (let e of [...this.offs, ...this.filters.values()]) e();
	}
	count() {
		let { access: e, user: t } = this.link, n = {
			approvals: 0,
			fleet: 0
		};
		if (e) for (let [r, i] of this.states) Cc.has(Q(i, "phase")) || this.link.machine(r.split("/")[0] ?? "").state === "away" || (n.approvals += Rc(r, i, t, e), Lp(r, i, e) && (n.fleet += 1));
		return n;
	}
	stands(e) {
		let t = this.states.get(e.place);
		return t !== void 0 && Fp(e.place, t).some((t) => t.tag === e.tag);
	}
	tick(e) {
		if (!this.held.size || $p(this.wishes.quiet, e)) return;
		let t = [...this.held.values()];
		this.held.clear();
		for (let n of t) this.stands(n) && this.consider(n, this.states.get(n.place) ?? n.state, e);
	}
	follow(e) {
		let t = new Set(e.filters("session.state"));
		for (let [e, n] of this.filters) t.has(e) || (n(), this.filters.delete(e));
		for (let e of t) this.filters.has(e) || this.filters.set(e, this.link.subscribe(e, this.state));
	}
	state = (e, t) => {
		let n = e.split("/").slice(2, 5).join("/"), r = t.length ? Zs(t) : null, i = this.states.get(n);
		r ? this.states.set(n, r) : this.states.delete(n), this.changed();
		let a = new Set(r ? Fp(n, r).map((e) => e.tag) : []);
		for (let e of i ? Fp(n, i) : []) Pp(e.kind) && !a.has(e.tag) && mm(e.tag).catch(() => void 0);
		if (!r || !i && xc($(r, "started") ?? 0) < this.opened) return;
		let o = new Set(i ? Fp(n, i).map((e) => e.tag) : []);
		for (let e of Fp(n, r)) o.has(e.tag) || this.consider(e, Pp(e.kind) ? r : i ?? r, Date.now());
	};
	consider(e, t, n) {
		if (!cm(this.wishes, e) || Ip(this.link.user, t)) return;
		let r = Bp(e);
		r && !Ic(r, this.link.user, this.link.access).allow || !Pp(e.kind) && n - e.since > lm || (this.shows(e), $p(this.wishes.quiet, n) ? Pp(e.kind) && this.held.set(e.tag, e) : this.tell(e).catch((e) => console.error("an alert could not be shown", e)));
	}
	async tell(e) {
		if (await Yp(e.place)) return;
		let t = Date.now();
		if (this.hour = this.hour.filter((e) => t - e < dm), this.hour.length >= um || !await Kp(e.tag)) return;
		this.hour.push(t);
		let { soundNeeds: n, soundEnds: r, details: i, pushes: a } = this.wishes;
		(Pp(e.kind) ? n : r) && om(Pp(e.kind)), await pm(e, i, a), Pp(e.kind) && !this.stands(e) && await mm(e.tag);
	}
};
async function pm(e, t, n) {
	if (!("Notification" in window) || Notification.permission !== "granted" || !("serviceWorker" in navigator) || localStorage.getItem("sb-notify") === "off") return;
	let r = await navigator.serviceWorker.ready, i = n.length ? await r.pushManager?.getSubscription() : null;
	if (i && n.includes(await hm(i.endpoint))) return;
	let [a, o] = Rp(e, t);
	await r.showNotification(a, {
		body: o,
		tag: e.tag,
		icon: "/icons/icon-192.png",
		badge: "/icons/icon-192.png",
		data: { path: Vp(e) }
	});
}
async function mm(e) {
	let t = await navigator.serviceWorker?.getRegistration();
	for (let n of await t?.getNotifications({ tag: e }) ?? []) n.close();
}
async function hm(e) {
	let t = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(e));
	return [...new Uint8Array(t)].map((e) => e.toString(16).padStart(2, "0")).join("");
}
// src/nav/pages.ts
var gm = [
	{
		page: "fleet",
		word: "Fleet",
		icon: "M4 6h16M4 12h16M4 18h10",
		only: ""
	},
	{
		page: "approvals",
		word: "Approvals",
		icon: "M7 21V4m0 2h12l-2 2.500 2 2.500H7",
		only: ""
	},
	{
		page: "start",
		word: "Start",
		icon: "M12 5v14M5 12h14",
		only: ""
	},
	{
		page: "audit",
		word: "Audit",
		icon: "M17.5 11a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM16 16l4.500 4.500",
		only: ""
	},
	{
		page: "usage",
		word: "Usage",
		icon: "M5 20V11m7 9V4m7 16v-6",
		only: "desk"
	},
	{
		page: "me",
		word: "Me",
		icon: "M16 8a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM4 21c1-4 4-6 8-6s7 2 8 6",
		only: "desk"
	},
	{
		page: "more",
		word: "More",
		icon: "M5 12h.01M12 12h.01M19 12h.01",
		only: "phone"
	}
];
function _m(e, t) {
	return e === "session" ? "fleet" : t && (e === "usage" || e === "me") ? "more" : !t && e === "more" ? "me" : e;
}
var vm = (e) => e > 99 ? "99+" : String(e), ym = "\n*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}\n[hidden]{display:none!important}\n.nav{position:fixed;z-index:6;left:0;right:0;bottom:0;color:var(--ink-2);font:var(--t-xs)}\nnav{display:flex;background:var(--plate);border-top:1px solid var(--line);padding-bottom:var(--safe-b)}\n.logo,.me{display:none}\nbutton{flex:1;min-width:0;height:var(--tabs);display:flex;flex-direction:column;align-items:center;justify-content:center;gap:2px;position:relative;border:0;background:none;color:inherit;font:inherit;cursor:pointer;touch-action:manipulation;-webkit-tap-highlight-color:transparent}\nbutton[aria-current]{color:var(--act);font-weight:var(--semi)}\n:is(button,a):focus-visible{outline:none;box-shadow:inset 0 0 0 2px var(--act);border-radius:var(--r2)}\n.i{width:22px;height:22px;flex:none;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}\n[data-page=more] .i{stroke-width:3}\n.n{position:absolute;top:5px;left:calc(50% + 6px);min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:var(--stop-solid);color:var(--stop-ink);font:600 11px/18px var(--sans);text-align:center;font-variant-numeric:tabular-nums}\n.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n.news{display:flex;align-items:center;gap:var(--s1);min-height:var(--bar);padding:2px var(--s1) 2px var(--s4);font:var(--t-sm);color:var(--ink);background:var(--plate);border-top:1px solid var(--line);border-left:4px solid var(--act)}\n.news.needs{border-left-color:var(--stop-solid)}\n.news span{flex:1;min-width:0;overflow:hidden;overflow-wrap:anywhere;display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;unicode-bidi:isolate}\n.news button,.news a{flex:none;min-width:var(--tap);height:var(--tap);padding:0 var(--s2);display:flex;align-items:center;justify-content:center;font:var(--t-sm);font-weight:var(--semi);color:var(--act);text-decoration:none}\n.news button{font-weight:400;color:var(--ink-3);flex-direction:row}\n.lamp{display:inline-block;width:8px;height:8px;border-radius:50%;background:var(--clear-solid);flex:none;margin-right:6px}\n.lamp.off{background:none;border:2px solid var(--edge)}\n@media (max-width:899px){.desk{display:none}}\n@media (min-width:900px){\n.phone{display:none}\n.nav{right:auto;top:0;width:var(--rail);display:flex;flex-direction:column;background:var(--plate);border-right:1px solid var(--line);font:var(--t-md)}\nnav{flex:1;min-height:0;overflow-y:auto;flex-direction:column;gap:2px;padding:var(--s3) var(--s2);border:0;background:none}\n.logo{display:flex;align-items:center;gap:var(--s2);padding:0 var(--s2) var(--s4);font:var(--t-lg);font-weight:var(--semi);color:var(--ink)}\n.logo img{width:28px;height:28px}\nnav button{flex:none;height:var(--tap);flex-direction:row;justify-content:flex-start;gap:var(--s3);padding:0 var(--s3);border-radius:var(--r2)}\nnav button:hover{background:var(--inset)}\nnav button[aria-current]{background:var(--act-tint)}\n.n{position:static;margin-left:auto}\n.news{order:2;flex-wrap:wrap;gap:0;margin:0 var(--s2);padding:var(--s2) var(--s1) 0 var(--s3);border:0;border-left:4px solid var(--act);border-radius:var(--r1);background:var(--inset)}\n.news span{flex:1 0 100%;-webkit-line-clamp:4}\n.news button,.news a{padding:0 var(--s3) 0 0;justify-content:flex-start}\n.me{order:3;display:block;padding:var(--s3) var(--s5) var(--s4);padding-left:calc(var(--s2) + var(--s3));font:var(--t-xs);color:var(--ink-3);overflow-wrap:anywhere}\n.me b{display:block;font:var(--t-sm);font-weight:var(--semi);color:var(--ink)}\n}", bm = 2e4, xm = 100, Sm = {
	clear: "/icons/logo.svg",
	stop: "/icons/logo-stop.svg"
}, Cm = ["pointerdown", "keydown"], wm = {
	connected: "Connected",
	reconnecting: "Reconnecting",
	away: "No way to the hub",
	expired: "Your log-in has ended"
}, Tm = class {
	link;
	root = t("div", "nav");
	tabs = /* @__PURE__ */ new Map();
	counts = {
		approvals: [t("span", "n"), t("span", "vh")],
		fleet: [t("span", "n"), t("span", "vh")]
	};
	line = t("div", "news");
	said = t("span");
	way = t("a", "", "Open");
	lamp = t("span", "lamp off");
	state = t("span");
	alerts;
	view = new qp();
	others;
	offs = [];
	narrow = matchMedia("(max-width: 899px)");
	ticker;
	head = new MutationObserver(() => this.drawTab());
	ways = {
		go: () => void 0,
		open: () => void 0,
		ask: () => void 0
	};
	page = "";
	waits = 0;
	timer;
	news = null;
	constructor(e) {
		this.link = e, this.build(), this.alerts = new fm(e, (e) => this.tell(e), this.soon), this.others = new BroadcastChannel(`sb-told.${e.user}`), this.others.onmessage = ({ data: e }) => this.alerts.wishes = sm(e), this.offs.push(e.on("state", (e) => this.connection(e))), this.ticker = setInterval(this.draw, 1e3), this.narrow.addEventListener("change", this.draw), document.addEventListener("visibilitychange", this.draw);
		for (let e of Cm) addEventListener(e, nm, {
			capture: !0,
			passive: !0
		});
		this.head.observe(document.head, {
			childList: !0,
			subtree: !0,
			characterData: !0
		});
	}
	show(e, n, r, i) {
		this.ways = i, this.page = n, this.alerts.wishes = sm(r), this.others.postMessage(r), this.root.parentNode !== e && e.replaceChildren(t("style", "", ym), this.root), this.draw();
	}
	end() {
		clearInterval(this.ticker), clearTimeout(this.timer), this.narrow.removeEventListener("change", this.draw), document.removeEventListener("visibilitychange", this.draw);
		for (let e of Cm) removeEventListener(e, nm, { capture: !0 });
		this.head.disconnect(), this.others.close(), this.view.set(""), this.alerts.end();
		for (let e of this.offs) e();
	}
	build() {
		let e = t("nav");
		e.setAttribute("aria-label", "Main");
		let r = t("div", "logo"), i = t("img");
		i.src = Sm.clear, i.alt = "", r.append(i, "Signalbox"), e.append(r);
		for (let [e] of Object.values(this.counts)) e.setAttribute("aria-hidden", "true");
		for (let r of gm) {
			let i = t("button", r.only);
			i.dataset.page = r.page, i.append(n(r.icon), t("span", "", r.word)), (r.page === "fleet" || r.page === "approvals") && i.append(...this.counts[r.page]), i.onclick = () => this.ways.go(r.page), this.tabs.set(r.page, i), e.append(i);
		}
		this.line.setAttribute("role", "status");
		let a = t("button", "", "Close");
		a.onclick = () => {
			this.news = null, this.draw();
		}, this.way.onclick = (e) => {
			if (!this.news || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
			e.preventDefault();
			let { news: t } = this.news, n = Bp(t);
			n ? this.ways.ask({
				place: n.place,
				approval: n.approval
			}) : this.ways.open(t.place);
		}, this.line.append(this.said, this.way, a), this.line.hidden = !0;
		let o = t("div", "me"), s = location.port ? [t("wbr"), `:${location.port}`] : [];
		o.append(t("b", "", Z(this.link.user)), this.lamp, this.state, t("br"), location.hostname, ...s), this.root.append(this.line, e, o);
	}
	connection(e) {
		this.lamp.className = e.state === "connected" ? "lamp" : "lamp off", Em(this.state, wm[e.state]);
	}
	tell(e) {
		this.news && Pp(this.news.news.kind) && !Pp(e.kind) || (this.news = {
			news: e,
			until: Date.now() + bm
		}, this.draw());
	}
	soon = () => {
		this.timer ??= setTimeout(this.draw, xm);
	};
	draw = () => {
		clearTimeout(this.timer), this.timer = void 0;
		let e = Date.now();
		this.view.set(Jp()), this.alerts.tick(e);
		let t = _m(this.page, this.narrow.matches);
		for (let [e, n] of this.tabs) e === t ? n.setAttribute("aria-current", "page") : n.removeAttribute("aria-current");
		let n = this.alerts.count();
		this.waits = n.approvals + n.fleet;
		for (let e of ["approvals", "fleet"]) {
			let [t, r] = this.counts[e];
			t.hidden = n[e] === 0, Em(t, vm(n[e])), Em(r, n[e] ? n[e] === 1 ? " 1 needs you" : ` ${n[e]} need you` : "");
		}
		this.drawNews(e), this.drawTab();
	};
	drawNews(e) {
		let t = this.news?.news;
		(!t || !this.news || e > this.news.until || !this.alerts.stands(t) || Jp() === t.place) && (this.news = null);
		let n = !this.news || this.page === "fleet" || this.page === "approvals" || this.page === "session" && this.narrow.matches;
		if (this.line.hidden = n, n || !t) return;
		this.line.classList.toggle("needs", Pp(t.kind)), Em(this.said, zp(t));
		let r = Vp(t);
		this.way.getAttribute("href") !== r && (this.way.href = r);
	}
	drawTab() {
		let e = document.title.replace(/^\(\d+\+?\) /, ""), t = this.waits ? `(${vm(this.waits)}) ${e}` : e;
		document.title !== t && (document.title = t);
		let n = this.waits ? Sm.stop : Sm.clear, r = document.querySelector("link[rel~=\"icon\"]");
		r && r.getAttribute("href") !== n && r.setAttribute("href", n);
	}
};
function Em(e, t) {
	e.textContent !== t && (e.textContent = t);
}
// src/nav.ts
var Dm = new r(({ view: e, release: t }) => {
	e.end(), t();
});
function Om(t) {
	let n = e(t.data, "user");
	if (!Bs(n)) return () => void 0;
	let [r, i] = Dm.take(n, () => {
		let [e, t] = $s(n);
		return {
			view: new Tm(e),
			release: t
		};
	}), a = t.data.told;
	return r.view.show(t.parentElement, e(t.data, "page"), a, {
		go: (e) => t.setTriggerValue("go", e),
		open: (e) => t.setTriggerValue("open", e.split("/")),
		ask: ({ place: e, approval: n }) => t.setTriggerValue("ask", [...e.split("/"), n])
	}), i;
}
// src/film/reel.ts
var km = 1e3, Am = {
	prompt: "prompt",
	tool_call: "tool",
	denied_by_rule: "denial",
	expired: "denial"
}, jm = class {
	frames = [];
	stops = [];
	length;
	constructor(e, t) {
		let n = 0, r = e[0]?.at ?? 0;
		for (let i of e) {
			let e = Math.max(0, (i.at - r) / 1e3);
			n += t ? Math.min(e, km) : e, r = Math.max(r, i.at);
			let a = el(i), o = i.kind === "started" && i.body ? Pm(i.body) : null;
			o && a.unshift({ size: o }), a.length && this.frames.push({
				at: n,
				seq: i.seq,
				steps: a
			});
			let s = Mm(i);
			s && this.stops.push({
				at: n,
				seq: i.seq,
				kind: s,
				says: Nm(i)
			});
		}
		this.length = n;
	}
	between(e, t) {
		let n = [];
		for (let r of this.frames) if (!(r.at <= e || r.at > t)) for (let e of r.steps) {
			let t = n[n.length - 1];
			"write" in e && t && "write" in t && typeof e.write == "string" && typeof t.write == "string" ? n[n.length - 1] = { write: t.write + e.write } : n.push(e);
		}
		return n;
	}
	momentOf(e) {
		let t = 0;
		for (let n of [...this.frames, ...this.stops]) n.seq <= e && (t = Math.max(t, n.at));
		return t;
	}
};
function Mm(e) {
	return e.kind === "answered" ? e.body?.choice === "deny" || e.body?.decide === "deny" ? "denial" : null : Am[e.kind] ?? null;
}
function Nm(e) {
	let t = e.body ?? {};
	for (let e of [
		"text",
		"summary",
		"tool",
		"reason"
	]) if (typeof t[e] == "string" && t[e]) return Z(t[e], { most: 120 });
	return e.kind;
}
function Pm(e) {
	let t = e.columns, n = e.rows, r = (e) => typeof e == "number" && e >= 1 && e <= 1e3;
	return r(t) && r(n) ? [t, n] : null;
}
function Fm(e) {
	let t = Math.floor(e / 1e3), n = (e) => String(e).padStart(2, "0"), r = Math.floor(t / 3600), i = Math.floor(t % 3600 / 60);
	return r ? `${r}:${n(i)}:${n(t % 60)}` : `${i}:${n(t % 60)}`;
}
// src/film/view.ts
var Im = 2e3, Lm = 4e4, Rm = 40, zm = 3e3, Bm = [
	1,
	2,
	4,
	8
], Vm = "M7 4.500v15l12-7.500z", Hm = "M8 5v14M16 5v14", Um = "M19 5v14l-10-7zM6 5v14", Wm = "M5 5v14l10-7zM18 5v14", Gm = "\x1Bc", Km = "\n*{box-sizing:border-box;margin:0;font-variant-ligatures:none!important}\n[hidden]{display:none!important}\n.film{font:var(--t-md);color:var(--ink);background:var(--plate);border-radius:var(--r3);box-shadow:var(--shade);overflow:hidden}\n.scr{background:var(--term);height:min(46vh,420px);overflow:auto;padding:4px 8px;position:relative;touch-action:pan-x pan-y}\n.wait{position:absolute;inset:0;display:flex;align-items:center;justify-content:center;text-align:center;padding:var(--s4);color:var(--term-dim);font:var(--t-sm)}\n.bar{display:flex;flex-wrap:wrap;align-items:center;gap:var(--s2);padding:var(--s2)}\n.track{flex:1 1 100%;display:flex;align-items:center;gap:var(--s2);min-height:var(--tap);padding:0 var(--s2);font:var(--t-xs);color:var(--ink-3);font-variant-numeric:tabular-nums}\n.track input{flex:1;min-width:0;height:var(--tap);accent-color:var(--act)}\nbutton{min-width:var(--tap);min-height:var(--tap);display:inline-flex;align-items:center;justify-content:center;border:1px solid var(--edge);border-radius:var(--r2);background:var(--plate);color:var(--act);font:var(--t-sm);font-weight:var(--semi);cursor:pointer;padding:0 var(--s2);touch-action:manipulation}\nbutton.main{background:var(--act);color:var(--act-ink);border-color:var(--act)}\nbutton[aria-pressed=true]{background:var(--act-tint)}\nbutton:disabled{opacity:.5}\n:is(button,input):focus-visible{outline:none;box-shadow:var(--focus)}\n.i{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;stroke-linecap:round}\nol{list-style:none;padding:0;max-height:240px;overflow:auto;border-top:1px solid var(--line)}\nli button{width:100%;justify-content:flex-start;gap:var(--s3);border:0;border-radius:0;border-bottom:1px solid var(--line);color:var(--ink);font-weight:400;text-align:left;overflow:hidden}\nli button[aria-current]{background:var(--act-tint)}\nli time{flex:none;color:var(--ink-3);font:var(--t-xs);min-width:48px;font-variant-numeric:tabular-nums}\nli span{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}\nli .denial{color:var(--stop)}\n@media (min-width:900px){.scr{height:min(62vh,560px)}}\n.note{padding:var(--s2) var(--s4);font:var(--t-sm);background:var(--wait-tint);color:var(--wait)}\n", qm = class {
	link;
	place;
	from;
	root = t("div", "film");
	box = t("div", "scr");
	wait = t("div", "wait", "Fetching the record…");
	note = t("div", "note");
	slider = t("input");
	time = t("span");
	play = t("button", "main");
	skip = t("button", "", "Skip pauses");
	speed = t("button", "", "1 ×");
	list = t("ol");
	pane = null;
	lines = [];
	reel = new jm([], !0);
	at = 0;
	drawn = -1;
	rate = 1;
	skipping = !0;
	timer;
	last = 0;
	ended = !1;
	off;
	again;
	constructor(e, t, n) {
		this.link = e, this.place = t, this.from = n, this.build(), this.off = e.on("state", (e) => {
			e.state !== "connected" || this.lines.length || (this.off?.(), this.off = void 0, this.load());
		});
	}
	show(e) {
		let n = t("style");
		n.textContent = Km, e.replaceChildren(n, this.root);
	}
	end() {
		this.ended = !0, this.off?.(), clearInterval(this.timer), clearTimeout(this.again), this.pane?.end();
	}
	build() {
		this.box.append(this.wait), this.box.setAttribute("aria-label", "What the terminal showed"), this.slider.type = "range", this.slider.min = "0", this.slider.setAttribute("aria-label", "Where in the film"), this.slider.oninput = () => this.seek(Number(this.slider.value)), this.note.hidden = !0;
		let e = t("div", "track");
		e.append(this.slider, this.time);
		let r = (e, r, i) => {
			let a = e.startsWith("M"), o = t("button", "", a ? "" : e);
			return a && o.append(n(e)), o.setAttribute("aria-label", a ? r : `${e}, ${r}`), o.onclick = i, o;
		};
		this.play.onclick = () => this.timer === void 0 ? this.start() : this.pause(), this.skip.setAttribute("aria-pressed", "true"), this.skip.onclick = () => {
			let e = this.seqAt(this.at);
			this.skipping = !this.skipping, this.skip.setAttribute("aria-pressed", String(this.skipping)), this.cut(), this.seek(this.reel.momentOf(e));
		};
		let i = () => {
			this.speed.textContent = `${this.rate} ×`, this.speed.setAttribute("aria-label", `${this.rate} ×, speed`);
		};
		this.speed.onclick = () => {
			this.rate = Bm[(Bm.indexOf(this.rate) + 1) % Bm.length] ?? 1, i();
		}, i();
		let a = t("div", "bar");
		a.append(e, r(Um, "Previous stop", () => this.stop(-1)), r("−10 s", "ten seconds back", () => this.seek(this.at - 1e4)), this.play, r("+10 s", "ten seconds on", () => this.seek(this.at + 1e4)), r(Wm, "Next stop", () => this.stop(1)), this.speed, this.skip), this.list.setAttribute("aria-label", "Stops"), this.root.append(this.note, this.box, a, this.list), this.shape();
	}
	async load() {
		let e = new ll(this.link, this.place), n = 0;
		for (;;) {
			if (await e.fetch(n + 1, n + Im), this.ended) return;
			let t = n;
			for (; e.run(t + 1).length && t < n + Im;) t += 1;
			if (t === n || t >= Lm) {
				n = t;
				break;
			}
			let r = t === n + Im;
			if (n = t, this.wait.textContent = `Fetching the record… ${n.toLocaleString("en")} lines`, !r) break;
		}
		if (this.lines = n ? e.run(n) : [], !this.lines.length) {
			this.wait.textContent = "The archive has no line of this session yet. It is asked again by itself.", this.again = setTimeout(() => void this.load(), zm);
			return;
		}
		n >= Lm && (this.note.hidden = !1, this.note.textContent = `This session is long: the film shows its first ${n.toLocaleString("en")} lines.`);
		let { ScreenPane: r, css: i } = await import("./screen-C7q90n6P.js");
		if (this.ended) return;
		let a = t("style");
		a.textContent = i, this.root.append(a), this.wait.remove(), this.pane = new r(this.box, 13, {
			typed: () => void 0,
			top: () => void 0
		}), this.cut(), this.seek(this.from === null ? this.reel.length : this.reel.momentOf(this.from));
	}
	cut() {
		this.reel = new jm(this.lines, this.skipping), this.slider.max = String(Math.ceil(this.reel.length)), this.drawn = -1, this.list.replaceChildren(...this.reel.stops.slice(0, 500).map((e) => {
			let n = t("li"), r = t("button");
			return r.append(t("time", "", Fm(e.at)), t("span", e.kind, e.says)), r.onclick = () => this.seek(e.at), n.append(r), n;
		})), this.list.hidden = !this.reel.stops.length;
	}
	seqAt(e) {
		let t = 0;
		for (let n of this.reel.frames) n.at <= e && (t = n.seq);
		return t;
	}
	stop(e) {
		let t = this.reel.stops.map((e) => e.at), n = e > 0 ? t.find((e) => e > this.at + 1) : t.reverse().find((e) => e < this.at - 1);
		this.seek(n ?? (e > 0 ? this.reel.length : 0));
	}
	seek(e) {
		this.at = Math.min(Math.max(e, 0), this.reel.length), this.pane && (this.drawn < 0 || this.at < this.drawn ? this.pane.do([{ write: Gm }, ...this.reel.between(-1, this.at)]) : this.pane.do(this.reel.between(this.drawn, this.at)), this.drawn = this.at, this.shape());
	}
	start() {
		this.pane && (this.at >= this.reel.length && this.seek(0), this.last = performance.now(), this.timer = setInterval(() => {
			let e = performance.now(), t = (e - this.last) * this.rate;
			this.last = e, this.seek(this.at + t), this.at >= this.reel.length && this.pause();
		}, Rm), this.shape());
	}
	pause() {
		clearInterval(this.timer), this.timer = void 0, this.shape();
	}
	shape() {
		let e = this.timer !== void 0, t = e ? "Pause" : "Play";
		this.play.getAttribute("aria-label") !== t && (this.play.setAttribute("aria-label", t), this.play.replaceChildren(n(e ? Hm : Vm))), this.slider.value = String(this.at), this.slider.setAttribute("aria-valuetext", Fm(this.at)), this.time.textContent = `${Fm(this.at)} / ${Fm(this.reel.length)}`;
		let r = -1;
		this.reel.stops.forEach((e, t) => {
			e.at <= this.at && (r = t);
		}), [...this.list.children].forEach((e, t) => {
			let n = e.firstElementChild;
			t === r ? n?.setAttribute("aria-current", "true") : n?.removeAttribute("aria-current");
		});
	}
};
// src/film.ts
function Jm(t) {
	let n = e(t.data, "user"), r = e(t.data, "machine"), i = e(t.data, "project"), a = e(t.data, "session");
	if (!Bs(n) || !Bs(r) || !Vs(i) || !Hs(a)) return () => void 0;
	let o = t.data.seq, [s, c] = $s(n), l = new qm(s, {
		machine: r,
		project: i,
		session: a
	}, typeof o == "number" ? o : null);
	return l.show(t.parentElement), () => {
		l.end(), c();
	};
}
export { Ap as approvals, Jm as film, lp as fleet, Om as nav, Xd as terminal };
