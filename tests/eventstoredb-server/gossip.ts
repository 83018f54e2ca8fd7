import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Member } from './member.ts';
import { type Empty, UUID, wire } from './protocol.ts';

type ClusterInfo = InstanceType<typeof wire.gossip.ClusterInfo>;

const { MemberInfo } = wire.gossip;

/**
 * Gossip.Read: src/EventStore.Core/Services/Transport/Grpc/Gossip.Read.cs (v24.10.4). While there is no leader, the living are in
 * a state in which no client chooses them.
 */
export const gossipHandler =
  (asked: Member): handleUnaryCall<Empty, ClusterInfo> =>
  (_call, callback) => {
    const info = new wire.gossip.ClusterInfo();
    for (const [i, member] of asked.cluster.members.entries()) info.addMembers(memberInfo(member, i));
    callback(null, info);
  };

const memberInfo = (member: Member, index: number) => {
  const { address, port } = member.endpoint;
  return new MemberInfo()
    .setInstanceId(new UUID().setString(`00000000-0000-4000-8000-${String(index).padStart(12, '0')}`))
    .setTimeStamp('0')
    .setState(stateOf(member))
    .setIsAlive(member.isAlive)
    .setHttpEndPoint(new wire.gossip.EndPoint().setAddress(address).setPort(port));
};

const stateOf = (member: Member) => {
  const { leader } = member.cluster;
  if (!member.isAlive) return MemberInfo.VNodeState.SHUTDOWN;
  if (leader === undefined) return MemberInfo.VNodeState.UNKNOWN;
  return member === leader ? MemberInfo.VNodeState.LEADER : MemberInfo.VNodeState.FOLLOWER;
};
