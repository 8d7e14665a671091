package io.polisflow.security;

import java.util.List;
import org.camunda.bpm.engine.impl.db.DbEntity;
import org.camunda.bpm.engine.impl.persistence.entity.CommentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.CommentManager;
import org.camunda.bpm.engine.task.Comment;
import org.camunda.bpm.engine.task.Event;

/** Shows and takes comments of tasks that the person sees; the engine itself asks nobody for a grant here. */
class SightedComments extends CommentManager {

    private final Sights sights;

    SightedComments(Sights sights) {
        this.sights = sights;
    }

    @Override
    public void insert(DbEntity comment) {
        CommentEntity entity = (CommentEntity) comment;
        sights.requireOpen(entity.getTaskId());
        super.insert(comment);
    }

    @Override
    public List<Comment> findCommentsByTaskId(String taskId) {
        return sights.seesOpen(taskId) ? super.findCommentsByTaskId(taskId) : List.of();
    }

    @Override
    public List<Event> findEventsByTaskId(String taskId) {
        return sights.seesOpen(taskId) ? super.findEventsByTaskId(taskId) : List.of();
    }

    @Override
    public List<Comment> findCommentsByProcessInstanceId(String processInstanceId) {
        return sights.ofCommand().everything() ? super.findCommentsByProcessInstanceId(processInstanceId) : List.of();
    }

    @Override
    public CommentEntity findCommentByTaskIdAndCommentId(String taskId, String commentId) {
        return sights.seesOpen(taskId) ? super.findCommentByTaskIdAndCommentId(taskId, commentId) : null;
    }

    @Override
    public CommentEntity findCommentByProcessInstanceIdAndCommentId(String processInstanceId, String commentId) {
        return sights.ofCommand().everything()
                ? super.findCommentByProcessInstanceIdAndCommentId(processInstanceId, commentId)
                : null;
    }
}
