//! A network with a server, a load balancer, a group that scales by itself.

use ncloud::vautoscaling::{
    AdjustmentTypeCode, AutoScalingGroupDeleted, AutoScalingGroupEmpty, AutoScalingGroupInService,
    CreateAutoScalingGroup, CreateLaunchConfiguration, DeleteAutoScalingGroup,
    DeleteLaunchConfiguration, GetAutoScalingGroupDetail, GetAutoScalingGroupList,
    GetAutoScalingPolicyList, GetLaunchConfigurationList, PutScalingPolicy, UpdateAutoScalingGroup,
};
use ncloud::vloadbalancer::{
    AddTarget, CreateLoadBalancerInstance, CreateLoadBalancerListener, CreateTargetGroup,
    DeleteLoadBalancerInstances, DeleteLoadBalancerListeners, DeleteTargetGroups,
    GetLoadBalancerInstanceDetail, GetLoadBalancerListenerList, GetTargetGroupDetail,
    GetTargetGroupList, GetTargetList, HealthCheckProtocol, ListenerProtocol, LoadBalancerDeleted,
    LoadBalancerReady, LoadBalancerType, RemoveTarget, TargetGroupProtocol,
};
use ncloud::vpc::{
    CreateSubnet, CreateVpc, DeleteSubnet, DeleteVpc, GetNetworkAclList, GetSubnetDetail,
    GetSubnetList, GetVpcDetail, GetVpcList, SubnetDeleted, SubnetRunning, SubnetStatus,
    SubnetType, VpcDeleted, VpcRunning, VpcStatus,
};
use ncloud::vserver::{
    AssociatePublicIpWithServerInstance, AttachBlockStorageInstance, BlockStorageAttached,
    BlockStorageAvailable, BlockStorageDeleted, CreateBlockStorageInstance, CreateLoginKey,
    CreatePublicIpInstance, CreateServerInstances, DeleteBlockStorageInstances,
    DetachBlockStorageInstances, DisassociatePublicIpFromServerInstance, GetAccessControlGroupList,
    GetBlockStorageInstanceDetail, GetBlockStorageInstanceList, GetLoginKeyList,
    GetPublicIpInstanceDetail, GetServerInstanceDetail, GetServerInstanceList,
    NewServerNetworkInterface, PublicIpRunning, ServerInstanceStatus, ServerRunning, ServerStopped,
    ServerTerminated, StopServerInstances, TerminateServerInstances,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_network_with_a_server_is_built_and_torn_down_in_reverse() {
    let cloud = Cloud::of(&["vpc", "vserver"]);
    let client = &cloud.client;

    let create = CreateVpc::new("10.0.0.0/16").vpc_name("shop");
    let vpc = client.send(create).await.unwrap().vpc_list.remove(0);
    assert_eq!(vpc.vpc_name, "shop");
    assert_eq!(vpc.ipv4_cidr_block, "10.0.0.0/16");
    assert_eq!(vpc.vpc_status.code, VpcStatus::Init);
    let get_vpc = GetVpcDetail::new(&vpc.vpc_no);
    cloud.wait(&get_vpc, VpcRunning).await;

    // A network comes with an ACL and a group of its own.
    let acls = GetNetworkAclList::new().vpc_no(&vpc.vpc_no);
    let acl = client.send(acls).await.unwrap().network_acl_list.remove(0);
    let groups = GetAccessControlGroupList::new().vpc_no(&vpc.vpc_no);
    let groups = client.send(groups).await.unwrap();
    let group = &groups.access_control_group_list[0].access_control_group_no;

    let create = CreateSubnet::new(
        "KR-1",
        &vpc.vpc_no,
        "10.0.1.0/24",
        &acl.network_acl_no,
        SubnetType::Public,
    );
    let create = create.subnet_name("front");
    let subnet = client.send(create).await.unwrap().subnet_list.remove(0);
    assert_ne!(subnet.subnet_no, vpc.vpc_no);
    let get_subnet = GetSubnetDetail::new(&subnet.subnet_no);
    let running = cloud.wait(&get_subnet, SubnetRunning).await;
    let subnet = &running.subnet_list[0];
    assert_eq!(subnet.vpc_no, vpc.vpc_no);
    assert_eq!(subnet.subnet_name, "front");
    assert_eq!(subnet.subnet, "10.0.1.0/24");
    assert_eq!(subnet.subnet_type.code, SubnetType::Public);
    assert_eq!(subnet.subnet_status.code, SubnetStatus::Running);

    let interface = NewServerNetworkInterface::new(0).access_control_group_no_list([group]);
    let create = CreateServerInstances::new(&vpc.vpc_no, &subnet.subnet_no, [interface]);
    let create = create.server_name("web").server_image_no("100524418");
    let created = client.send(create).await.unwrap().server_instance_list;
    let [server] = created.as_slice() else {
        panic!("{created:?}");
    };
    let get_server = GetServerInstanceDetail::new(&server.server_instance_no);
    let running = cloud.wait(&get_server, ServerRunning).await;
    let server = &running.server_instance_list[0];
    assert_eq!(server.server_name, "web");
    assert_eq!(server.vpc_no.as_ref(), Some(&vpc.vpc_no));
    assert_eq!(server.subnet_no.as_ref(), Some(&subnet.subnet_no));

    // Lists are narrowed by what is asked for.
    let in_vpc = GetServerInstanceList::new().vpc_no(&vpc.vpc_no);
    assert_eq!(client.send(in_vpc).await.unwrap().total_rows, 1);
    let elsewhere = GetServerInstanceList::new().vpc_no("1");
    assert_eq!(client.send(elsewhere).await.unwrap().total_rows, 0);

    let numbers = [&server.server_instance_no];
    client
        .send(StopServerInstances::new(numbers))
        .await
        .unwrap();
    let stopped = cloud.wait(&get_server, ServerStopped).await;
    let state = &stopped.server_instance_list[0].server_instance_status.code;
    assert_eq!(*state, ServerInstanceStatus::Stopped);
    let terminate = TerminateServerInstances::new(numbers);
    client.send(terminate).await.unwrap();
    cloud.wait(&get_server, ServerTerminated).await;
    client
        .send(DeleteSubnet::new(&subnet.subnet_no))
        .await
        .unwrap();
    cloud.wait(&get_subnet, SubnetDeleted).await;
    client.send(DeleteVpc::new(&vpc.vpc_no)).await.unwrap();
    cloud.wait(&get_vpc, VpcDeleted).await;

    assert_eq!(
        client
            .send(GetServerInstanceList::new())
            .await
            .unwrap()
            .total_rows,
        0
    );
    assert_eq!(
        client.send(GetSubnetList::new()).await.unwrap().total_rows,
        0
    );
    assert_eq!(
        client
            .send(GetNetworkAclList::new())
            .await
            .unwrap()
            .total_rows,
        0
    );
    assert_eq!(client.send(GetVpcList::new()).await.unwrap().total_rows, 0);
    assert_eq!(cloud.calls("vpc.GetVpcDetail"), 4);
}

#[tokio::test(start_paused = true)]
async fn a_server_gets_an_address_storage_and_a_key() {
    let cloud = Cloud::of(&["vserver"]);
    let client = &cloud.client;

    let create = CreateLoginKey::new().key_name("ops");
    assert_eq!(client.send(create).await.unwrap().key_name, "ops");
    let keys = client.send(GetLoginKeyList::new()).await.unwrap();
    let names: Vec<&str> = keys
        .login_key_list
        .iter()
        .map(|key| key.key_name.as_str())
        .collect();
    assert_eq!(names, ["ops"]);

    let interface = NewServerNetworkInterface::new(0);
    let create = CreateServerInstances::new("3804", "5843", [interface]).login_key_name("ops");
    let created = client.send(create).await.unwrap();
    let server = &created.server_instance_list[0].server_instance_no;

    let address = client.send(CreatePublicIpInstance::new()).await.unwrap();
    let address = &address.public_ip_instance_list[0];
    assert_eq!(address.server_instance_no, None);
    let address = &address.public_ip_instance_no;
    let get = GetPublicIpInstanceDetail::new(address);
    cloud.wait(&get, PublicIpRunning).await;
    let associate = AssociatePublicIpWithServerInstance::new(address, server);
    client.send(associate).await.unwrap();
    let shown = client.send(&get).await.unwrap();
    assert_eq!(
        shown.public_ip_instance_list[0].server_instance_no.as_ref(),
        Some(server)
    );
    let part = DisassociatePublicIpFromServerInstance::new().public_ip_instance_no(address);
    client.send(part).await.unwrap();
    let shown = client.send(&get).await.unwrap();
    assert_eq!(shown.public_ip_instance_list[0].server_instance_no, None);

    let create = CreateBlockStorageInstance::new()
        .block_storage_name("data")
        .block_storage_size(100);
    let created = client.send(create).await.unwrap();
    let storage = &created.block_storage_instance_list[0].block_storage_instance_no;
    let get = GetBlockStorageInstanceDetail::new(storage);
    cloud.wait(&get, BlockStorageAvailable).await;
    client
        .send(AttachBlockStorageInstance::new(storage, server))
        .await
        .unwrap();
    cloud.wait(&get, BlockStorageAttached).await;
    let of_server = GetBlockStorageInstanceList::new().server_instance_no(server);
    let attached = client.send(&of_server).await.unwrap();
    assert_eq!(
        attached.block_storage_instance_list[0].block_storage_name,
        "data"
    );
    client
        .send(DetachBlockStorageInstances::new([storage]))
        .await
        .unwrap();
    cloud.wait(&get, BlockStorageAvailable).await;
    let attached = client.send(&of_server).await.unwrap();
    assert_eq!(attached.block_storage_instance_list.len(), 0);
    client
        .send(DeleteBlockStorageInstances::new([storage]))
        .await
        .unwrap();
    cloud.wait(&get, BlockStorageDeleted).await;
}

#[tokio::test(start_paused = true)]
async fn a_load_balancer_sends_what_a_listener_takes_to_a_target_group() {
    let cloud = Cloud::of(&["vloadbalancer"]);
    let client = &cloud.client;

    let create =
        CreateTargetGroup::new("3804", TargetGroupProtocol::Http, HealthCheckProtocol::Http);
    let create = create.target_group_name("web").target_group_port(8080);
    let group = client
        .send(create)
        .await
        .unwrap()
        .target_group_list
        .remove(0);
    assert_eq!(group.target_group_name, "web");
    assert_eq!(group.target_group_port, Some(8080));
    let no = &group.target_group_no;
    client.send(AddTarget::new(no, ["11", "12"])).await.unwrap();
    client.send(RemoveTarget::new(no, ["11"])).await.unwrap();
    let targets = client
        .send(GetTargetList::new(no))
        .await
        .unwrap()
        .target_list;
    let numbers: Vec<&str> = targets.iter().map(|it| it.target_no.as_str()).collect();
    assert_eq!(numbers, ["12"]);

    let create = CreateLoadBalancerInstance::new(LoadBalancerType::Application, "3804");
    let create = create.load_balancer_name("front").subnet_no_list(["5843"]);
    let created = client.send(create).await.unwrap();
    let balancer = &created.load_balancer_instance_list[0].load_balancer_instance_no;
    let get = GetLoadBalancerInstanceDetail::new(balancer);
    let ready = cloud.wait(&get, LoadBalancerReady).await;
    assert_eq!(
        ready.load_balancer_instance_list[0].load_balancer_name,
        "front"
    );

    let listen = CreateLoadBalancerListener::new(balancer, ListenerProtocol::Http, 80, no);
    client.send(listen).await.unwrap();
    let listeners = client
        .send(GetLoadBalancerListenerList::new(balancer))
        .await
        .unwrap();
    let [listener] = listeners.load_balancer_listener_list.as_slice() else {
        panic!("{listeners:?}");
    };
    assert_eq!(listener.port, Some(80));
    let ready = client.send(&get).await.unwrap();
    let shown = &ready.load_balancer_instance_list[0].load_balancer_listener_no_list;
    assert!(
        shown
            .iter()
            .flatten()
            .eq([&listener.load_balancer_listener_no])
    );
    let other = client
        .send(GetLoadBalancerListenerList::new("1"))
        .await
        .unwrap();
    assert_eq!(other.load_balancer_listener_list.len(), 0);

    let delete = DeleteLoadBalancerListeners::new([&listener.load_balancer_listener_no]);
    client.send(delete).await.unwrap();
    client
        .send(DeleteLoadBalancerInstances::new([balancer]))
        .await
        .unwrap();
    cloud.wait(&get, LoadBalancerDeleted).await;
    client.send(DeleteTargetGroups::new([no])).await.unwrap();
    let error = client
        .send(GetTargetGroupDetail::new(no))
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error}");
    let groups = client.send(GetTargetGroupList::new()).await.unwrap();
    assert_eq!(groups.target_group_list.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_group_scales_up_and_is_emptied_before_it_is_deleted() {
    let cloud = Cloud::of(&["vautoscaling"]);
    let client = &cloud.client;

    let create = CreateLaunchConfiguration::new().launch_configuration_name("web");
    let created = client.send(create).await.unwrap();
    let launch = &created.launch_configuration_list[0].launch_configuration_no;
    let create = CreateAutoScalingGroup::new(launch, "3804", "5843", ["6131"], 1, 3);
    let create = create.auto_scaling_group_name("web").desired_capacity(1);
    let created = client.send(create).await.unwrap();
    let group = &created.auto_scaling_group_list[0];
    assert_eq!(group.launch_configuration_no.as_ref(), Some(launch));
    let no = &group.auto_scaling_group_no;
    let get = GetAutoScalingGroupDetail::new(no);
    let running = cloud.wait(&get, AutoScalingGroupInService).await;
    let group = &running.auto_scaling_group_list[0];
    assert_eq!(group.auto_scaling_group_name, "web");
    assert_eq!((group.min_size, group.max_size), (Some(1), Some(3)));

    let put = PutScalingPolicy::new(no, AdjustmentTypeCode::Change, 1).policy_name("up");
    let policy = client
        .send(put)
        .await
        .unwrap()
        .scaling_policy_list
        .remove(0);
    let put = PutScalingPolicy::new(no, AdjustmentTypeCode::Change, 2).policy_no(&policy.policy_no);
    client.send(put).await.unwrap();
    let policies = client
        .send(GetAutoScalingPolicyList::new(no))
        .await
        .unwrap();
    let [changed] = policies.scaling_policy_list.as_slice() else {
        panic!("{policies:?}");
    };
    assert_eq!(changed.policy_name, "up");
    assert_eq!(changed.scaling_adjustment, Some(2));

    let update = UpdateAutoScalingGroup::new(no)
        .min_size(0)
        .max_size(0)
        .desired_capacity(0);
    client.send(update).await.unwrap();
    cloud.wait(&get, AutoScalingGroupEmpty).await;
    client.send(DeleteAutoScalingGroup::new(no)).await.unwrap();
    cloud.wait(&get, AutoScalingGroupDeleted).await;
    client
        .send(DeleteLaunchConfiguration::new(launch))
        .await
        .unwrap();
    let groups = client.send(GetAutoScalingGroupList::new()).await.unwrap();
    assert_eq!(groups.auto_scaling_group_list.len(), 0);
    let left = client
        .send(GetLaunchConfigurationList::new())
        .await
        .unwrap();
    assert_eq!(left.launch_configuration_list.len(), 0);
}
