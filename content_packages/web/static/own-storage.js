// A page without an origin has no storage, and real modules fail where there is none. They get one
// that lasts as long as the page: what must last longer, cmi5 keeps in the record store.
(() => {
  const storage = () => {
    const kept = new Map();
    const acts = {
      getItem: key => kept.get(String(key)) ?? null,
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: key => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: at => [...kept.keys()][at] ?? null,
    };
    return new Proxy(kept, {
      get: (_, key) => acts[key] ?? (key === "length" ? kept.size : kept.get(key)),
      set: (_, key, value) => (kept.set(String(key), String(value)), true),
      has: (_, key) => kept.has(key),
      deleteProperty: (_, key) => (kept.delete(key), true),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (_, key) =>
        kept.has(key) ? { value: kept.get(key), enumerable: true, configurable: true } : undefined,
    });
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: storage(), configurable: true });
  }
  const jar = new Map();
  Object.defineProperty(document, "cookie", {
    get: () => [...jar].map(pair => pair.join("=")).join("; "),
    set: given => {
      const [name, ...value] = String(given).split(";")[0].split("=");
      jar.set(name.trim(), value.join("="));
    },
    configurable: true,
  });
})();
