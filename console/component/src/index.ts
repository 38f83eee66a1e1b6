// What Python's wrappers load: four components, each `(component) => cleanup`.
export { terminal } from "./terminal/mount";
export { fleet } from "./fleet";
export { nav } from "./nav";
export { film } from "./film";
