import { EngineError } from '../work/engineError';

export interface WebGpuOptions {
  /** Software adapters are refused unless this is true: they are slower than the float64 engine. */
  readonly allowFallbackAdapter?: boolean;
}

export interface WebGpuDevice {
  readonly device: GPUDevice;
  readonly info: GPUAdapterInfo;
  /** For the badge: vendor, architecture, description, what is known of them. */
  readonly description: string;
}

const unavailable = 'WebGpuUnavailable';

/** The GPU's device with its own limits, or an error that says why there is none. */
export async function requestDevice({ allowFallbackAdapter = false }: WebGpuOptions): Promise<WebGpuDevice> {
  const gpu = typeof navigator === 'undefined' ? undefined : (navigator.gpu as GPU | undefined);
  if (!gpu)
    throw new EngineError(unavailable, 'This browser offers no WebGPU; the float64 engine is used instead.');
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter)
    throw new EngineError(unavailable, 'WebGPU found no adapter; the float64 engine is used instead.');
  const { info, limits } = adapter;
  const description = [info.vendor, info.architecture, info.description].filter(Boolean).join(' ');
  const software = info.isFallbackAdapter || /swiftshader|llvmpipe|software|basic render/i.test(description);
  if (software && !allowFallbackAdapter)
    throw new EngineError(
      'WebGpuSoftware',
      `WebGPU offers only a software adapter (${description || 'unnamed'}), which is slower than the float64 engine.`,
    );
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  return { device, info, description: description || 'unnamed GPU' };
}
