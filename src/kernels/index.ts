/** The fused BiLSTM layer and the implementations behind it. */
export { bilstm, Bilstm, type BilstmConfig } from "../layers/bilstm";
export { chooseKernels, KERNEL_CHOICES, type ChosenKernels, type KernelChoice } from "./choose";
export { KERNEL_NAMES, type KernelName, type Machine } from "./machine";
export { openMachine } from "./open";
