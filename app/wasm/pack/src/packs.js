// Shared modules lie behind each other in packs (packs.rs); a pack is asked for once, and again if that failed.
const packs = {};
function pack(name) {
    if (packs[name] === undefined) {
        const modules = fetch(new URL(`./${name}.pack`, import.meta.url)).then(async (answer) => {
            if (!answer.ok) throw new Error(`${answer.status}: ${name}.pack`);
            const bytes = await answer.arrayBuffer();
            const count = new DataView(bytes).getUint32(0, true);
            let from = 4 + 4 * count;
            return Array.from({ length: count }, (_, n) => {
                const size = new DataView(bytes).getUint32(4 + 4 * n, true);
                from += size;
                return new Uint8Array(bytes, from - size, size);
            });
        });
        modules.catch(() => delete packs[name]);
        packs[name] = modules;
    }
    return packs[name];
}
// What several routes share is in the pack of each: the one that is there already, or is on its way, will do.
function piece(...places) {
    return makeLoad(() => {
        let at = 0;
        while (at < places.length && packs[places[at]] === undefined) at += 2;
        at %= places.length;
        const modules = pack(places[at]);
        return async (imports) => WebAssembly.instantiate((await modules)[places[at + 1]], imports);
    }, []);
}
// From the routes of each shared module, as bits (packs.rs, `bits`), to what a route shares. The packs in which a module lies follow
// from its routes, as in `packs_of`; its place in a pack from the order.
function pieces(table, names, first, shared) {
    const routes = names.split(' ');
    const next = {};
    const modules = table.split(' ').map((text) => {
        const bits = parseInt(text, 36);
        const of = routes.filter((_, at) => Math.floor(bits / 2 ** at) % 2);
        const among = shared.find(([, least]) => of.length >= least);
        const packs = of.includes(first) ? ['first'] : among ? [among[0]] : of;
        const place = (name) => [name, (next[name] = (next[name] ?? -1) + 1)];
        return { of, load: piece(...packs.flatMap(place)) };
    });
    return (route) => modules.filter(({ of }) => of.includes(route)).map(({ load }) => load);
}
