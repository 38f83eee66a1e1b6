// What Python's wrappers load: five components, each `(component) => cleanup`.
export { terminal } from "./terminal/mount";
export { fleet } from "./fleet";
export { approvals } from "./approvals";
export { nav } from "./nav";
export { film } from "./film";
