//! A NAS volume, and a topic of Data Streaming.

use ncloud::data_stream::{
    CreateTopic, DeleteTopic, GetTopic, ListTopics, TopicCreated, TopicStatus,
};
use ncloud::vnas::{
    AccessControlRuleParameter, AddNasVolumeAccessControl, AllotmentProtocol,
    CreateNasVolumeInstance, DeleteNasVolumeInstances, GetNasVolumeInstanceDetail,
    GetNasVolumeInstanceList, NasVolumeCreated, NasVolumeDeleted,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_volume_is_mounted_by_a_server() {
    let cloud = Cloud::of(&["vnas"]);
    let client = &cloud.client;

    let create = CreateNasVolumeInstance::new(AllotmentProtocol::Nfs, 500).volume_name("files");
    let created = client.send(create).await.unwrap();
    let no = &created.nas_volume_instance_list[0].nas_volume_instance_no;
    let get = GetNasVolumeInstanceDetail::new(no);
    let ready = cloud.wait(&get, NasVolumeCreated).await;
    let volume = &ready.nas_volume_instance_list[0];
    assert_eq!(volume.volume_name.as_deref(), Some("files"));
    let protocol = volume.volume_allotment_protocol_type.as_ref();
    assert_eq!(protocol.map(|it| &it.code), Some(&AllotmentProtocol::Nfs));
    let servers = volume.nas_volume_server_instance_no_list.as_deref();
    assert_eq!(servers.unwrap_or_default(), [] as [String; 0]);

    let rule = AccessControlRuleParameter::new("1234567");
    let add = AddNasVolumeAccessControl::new(no, [rule]);
    client.send(add).await.unwrap();
    let mounted = client.send(&get).await.unwrap();
    let servers = &mounted.nas_volume_instance_list[0].nas_volume_server_instance_no_list;
    assert_eq!(servers.as_deref().unwrap_or_default(), ["1234567"]);

    client
        .send(DeleteNasVolumeInstances::new([no]))
        .await
        .unwrap();
    cloud.wait(&get, NasVolumeDeleted).await;
    let left = client.send(GetNasVolumeInstanceList::new()).await.unwrap();
    assert_eq!(left.nas_volume_instance_list.len(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_topic_is_created_and_deleted() {
    let cloud = Cloud::of(&["data_stream"]);
    let client = &cloud.client;

    let topic = client
        .send(CreateTopic::new("orders").partitions(3))
        .await
        .unwrap();
    assert_eq!((topic.topic_name.as_str(), topic.partitions), ("orders", 3));
    assert_eq!(topic.status, TopicStatus::Creating);
    let get = GetTopic::new(&topic.topic_id);
    let created = cloud.wait(&get, TopicCreated).await;
    assert_eq!(created.status, TopicStatus::Created);
    assert_eq!(client.send(ListTopics::new()).await.unwrap().len(), 1);
    client
        .send(DeleteTopic::new(&topic.topic_id))
        .await
        .unwrap();
    assert!(client.send(&get).await.unwrap_err().is_not_found());
    assert_eq!(client.send(ListTopics::new()).await.unwrap().len(), 0);
}
