import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Member } from './member.ts';
import { type Empty, GossipService, ServerFeaturesService, StreamsService, wire } from './protocol.ts';

/** What the stand-in says it is. */
export const imitatedVersion = '24.10.4';

type SupportedMethods = InstanceType<typeof wire.features.SupportedMethods>;

/** ServerFeatures.GetSupportedMethods: src/EventStore.Core/Services/Transport/Grpc/ServerFeatures.cs (v24.10.4). */
export const featuresHandler =
  (member: Member): handleUnaryCall<Empty, SupportedMethods> =>
  (_call, callback) => {
    const answer = () => callback(null, supportedMethods(member.cluster.offersBatchAppend));
    member.cluster.faults.reached('features').then(answer, callback);
  };

const supportedMethods = (offersBatchAppend: boolean): SupportedMethods => {
  const supported = new wire.features.SupportedMethods().setEventStoreServerVersion(imitatedVersion);
  for (const service of [StreamsService, GossipService, ServerFeaturesService]) {
    for (const { path } of Object.values(service) as { path: string }[]) {
      const [, serviceName = '', methodName = ''] = path.toLowerCase().split('/');
      if (methodName === 'batchappend' && !offersBatchAppend) continue;
      const method = new wire.features.SupportedMethod().setServiceName(serviceName).setMethodName(methodName);
      supported.addMethods(method.setFeaturesList(featuresOf(serviceName, methodName)));
    }
  }
  return supported;
};

const featuresOf = (serviceName: string, methodName: string): string[] => {
  if (!serviceName.endsWith('.streams')) return [];
  if (methodName === 'read') return ['position', 'events'];
  return methodName === 'batchappend' ? ['deadline_duration'] : [];
};
