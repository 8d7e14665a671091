package io.polisflow.web;

import io.polisflow.web.deal.DealWork;
import io.polisflow.web.funnel.FunnelApi;
import io.polisflow.web.report.ReportApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers a fault of our own under {@code /api} as a problem detail that tells nothing of the inside. */
@RestControllerAdvice(
        basePackageClasses = DealWork.class,
        assignableTypes = {
            DealApi.class,
            DealActionsApi.class,
            TouchApi.class,
            ClientApi.class,
            DictionaryApi.class,
            CallApi.class,
            ReportApi.class,
            FunnelApi.class,
            FileDownloads.class,
            KnowledgeApi.class
        })
class ApiFaults {

    private static final Logger log = LoggerFactory.getLogger(ApiFaults.class);

    @ExceptionHandler(RuntimeException.class)
    ProblemDetail fault(RuntimeException e) {
        log.error("A request of the API failed", e);
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR, "Сервер не смог выполнить запрос. Повторите чуть позже.");
        problem.setTitle("Внутренняя ошибка");
        return problem;
    }
}
