// Takes the place of the splitter's function of this name, which gives up at once, and giving up ends the application.
// A lost connection is waited for. When these files are gone, the server has a newer version: start that.
function wrapAsyncCb(prepare, load) {
    return async (callback, data) => {
        for (let wait = 500; ; wait = Math.min(2 * wait, 8000)) {
            try {
                const prepared = prepare?.();
                await load();
                await prepared;
                break;
            } catch (error) {
                console.warn(error);
                const here = await fetch(import.meta.url, { method: "HEAD", cache: "no-store" }).catch(() => undefined);
                if (here?.status === 404) location.reload();
                await new Promise((later) => setTimeout(later, wait));
            }
        }
        getSharedImports().__wasm_split.__indirect_function_table.get(callback)(data, true);
    };
}
// What the pages besides the first look like: once, before any of them is shown.
let style;
function late() {
    style ??= new Promise((done, failed) => {
        const link = document.createElement("link");
        link.rel = "stylesheet";
        link.href = new URL("./late.css", import.meta.url);
        link.onload = done;
        link.onerror = () => {
            style = undefined;
            link.remove();
            failed(new Error("late.css"));
        };
        document.head.append(link);
    });
    return style;
}
