//! A Data Streaming cluster, and a topic of the managed service.

use ncloud::cloud_data_streaming::{
    ClusterDeleted, ClusterRunning, CreateCluster, CreateConfigGroup, DeleteCluster,
    DeleteConfigGroup, GetCluster, GetConfigGroup, ListClusters, ListConfigGroups,
};
use ncloud::data_stream::{
    CreateTopic, DeleteTopic, GetTopic, ListTopics, TopicCreated, TopicStatus,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_streaming_cluster_runs_with_a_config_group() {
    let cloud = Cloud::of(&["cloud_data_streaming"]);
    let client = &cloud.client;

    let create = CreateConfigGroup::new("few-logs", "3903006").description("Few logs.");
    let group = client.send(create).await.unwrap().config_group_no;
    let get_group = GetConfigGroup::new(group, "3903006");
    let shown = client.send(&get_group).await.unwrap();
    assert_eq!(shown.description.as_deref(), Some("Few logs."));

    let create = CreateCluster::new(
        "orders",
        "3903006",
        group,
        "admin",
        "not-a-Password-1!",
        "SW.VCDSS.OS.LNX64.CNTOS.0708.B050",
        3804,
        "SVR.VCDSS.STAND.C004.M016.NET.SSD.B050.G002",
        5847,
        "SVR.VCDSS.STAND.C004.M016.NET.SSD.B050.G002",
        3,
        5848,
        100,
    );
    let no = client.send(create).await.unwrap().service_group_instance_no;
    let get = GetCluster::new(no);
    let running = cloud.wait(&get, ClusterRunning).await;
    assert_eq!(running.cluster_name.as_deref(), Some("orders"));
    assert_eq!(running.vpc_no, Some(3804));
    let page = client.send(ListClusters::new()).await.unwrap();
    let numbers: Vec<i64> = page
        .allowed_clusters
        .into_iter()
        .map(|cluster| cluster.service_group_instance_no)
        .collect();
    assert_eq!(numbers, [no]);

    client.send(DeleteCluster::new(no)).await.unwrap();
    cloud.wait(&get, ClusterDeleted).await;
    let page = client.send(ListClusters::new()).await.unwrap();
    assert_eq!(page.allowed_clusters.len(), 0);
    client.send(DeleteConfigGroup::new(group)).await.unwrap();
    assert!(client.send(&get_group).await.unwrap_err().is_not_found());
    let page = client.send(ListConfigGroups::new()).await.unwrap();
    assert_eq!(page.kafka_config_group_list.len(), 0);
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
