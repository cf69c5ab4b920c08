//! A build, and a pipeline that runs it.

use ncloud::source_build::{
    BuildEnvironment, BuildFinished, ComputeChoice, CreateProject, DeleteProject, GetProject,
    ListProjects, OperatingSystemChoice, PlatformConfig, PlatformSettings, PlatformType,
    SourceConfig, SourceSettings, SourceType, StartBuild,
};
use ncloud::source_pipeline::{
    CreatePipeline, DeletePipeline, GetPipeline, GetRun, ListPipelines, RunFinished, StartPipeline,
    TaskConfig, TaskSettings, TaskType,
};

use crate::support::Cloud;

#[tokio::test(start_paused = true)]
async fn a_build_runs_through_a_pipeline() {
    // They share their paths, and are told apart by the addresses that the gateway gives.
    let cloud = Cloud::of(&["source_build", "source_pipeline"]);
    let client = &cloud.client;

    let source = SourceSettings::new(SourceType::SourceCommit, SourceConfig::new("shop", "main"));
    let platform = PlatformConfig::new().os(OperatingSystemChoice::new().id(1));
    let platform = PlatformSettings::new(PlatformType::SourceBuild, platform);
    let env = BuildEnvironment::new(ComputeChoice::new(1), platform);
    let create = CreateProject::new("shop", source, env).description("The shop.");
    let build = client.send(create).await.unwrap().id.unwrap();
    let get_project = GetProject::new(build);
    let project = client.send(&get_project).await.unwrap();
    assert_eq!(project.name.as_deref(), Some("shop"));
    assert_eq!(project.description.as_deref(), Some("The shop."));
    assert!(project.last_build.is_none(), "it was never built");

    let started = client.send(StartBuild::new(build)).await.unwrap();
    assert_eq!(started.project_id, Some(build));
    let built = cloud.wait(&get_project, BuildFinished).await;
    let last = built.last_build.and_then(|last| last.id);
    assert_eq!(last, Some(started.build_id));

    let nothing_before = [] as [&str; 0];
    let task = TaskSettings::new(
        "build",
        TaskType::SourceBuild,
        TaskConfig::new(build),
        nothing_before,
    );
    let create = CreatePipeline::new("deliver", [task]);
    let pipeline = client.send(create).await.unwrap().project_id;
    let get_pipeline = GetPipeline::new(pipeline);
    let shown = client.send(&get_pipeline).await.unwrap();
    assert_eq!(shown.name.as_deref(), Some("deliver"));
    let run = client.send(StartPipeline::new(pipeline)).await.unwrap();
    let get_run = GetRun::new(pipeline, run.history_id);
    let finished = cloud.wait(&get_run, RunFinished).await;
    assert_eq!(finished.history.id, Some(run.history_id));
    assert_eq!(finished.history.project_id, Some(pipeline));

    client.send(DeletePipeline::new(pipeline)).await.unwrap();
    assert!(client.send(&get_pipeline).await.unwrap_err().is_not_found());
    assert!(client.send(&get_run).await.unwrap_err().is_not_found());
    let left = client.send(ListPipelines::new()).await.unwrap();
    assert_eq!(left.project_list.len(), 0);
    client.send(DeleteProject::new(build)).await.unwrap();
    let left = client.send(ListProjects::new()).await.unwrap();
    assert_eq!(left.project.len(), 0);
}
