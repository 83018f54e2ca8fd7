import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

/**
 * The wire of the client's own generated messages. They are CommonJS without static names, so that only their default
 * can be imported; here they get names.
 */
export const { ReadReq, ReadResp, AppendReq, AppendResp, BatchAppendReq, BatchAppendResp } = streams;
export const { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } = streams;
export const { Empty, UUID, StreamIdentifier, AllStreamPosition } = shared;
export const wire = { shared, gossip, features, Status: status.Status, Any: any.Any };
export const GoogleEmpty = empty.Empty;
export const { StreamsService } = streamsService;
export const { GossipService } = gossipService;
export const { ServerFeaturesService } = featuresService;

export type ReadReq = InstanceType<typeof streams.ReadReq>;
export type ReadOptions = InstanceType<typeof streams.ReadReq.Options>;
export type FilterOptions = InstanceType<typeof streams.ReadReq.Options.FilterOptions>;
export type ReadResp = InstanceType<typeof streams.ReadResp>;
export type AppendReq = InstanceType<typeof streams.AppendReq>;
export type AppendOptions = InstanceType<typeof streams.AppendReq.Options>;
export type AppendResp = InstanceType<typeof streams.AppendResp>;
export type BatchAppendReq = InstanceType<typeof streams.BatchAppendReq>;
export type BatchAppendResp = InstanceType<typeof streams.BatchAppendResp>;
export type BatchAppendOptions = InstanceType<typeof streams.BatchAppendReq.Options>;
export type DeleteReq = InstanceType<typeof streams.DeleteReq>;
export type DeleteResp = InstanceType<typeof streams.DeleteResp>;
export type TombstoneReq = InstanceType<typeof streams.TombstoneReq>;
export type TombstoneResp = InstanceType<typeof streams.TombstoneResp>;
export type Empty = InstanceType<typeof shared.Empty>;
export type Uuid = InstanceType<typeof shared.UUID>;
export type StreamIdentifier = InstanceType<typeof shared.StreamIdentifier>;
export type WireStatus = InstanceType<typeof status.Status>;
export type ProposedMessage =
  | InstanceType<typeof streams.AppendReq.ProposedMessage>
  | InstanceType<typeof streams.BatchAppendReq.ProposedMessage>;
