package io.polisflow.web.models;

import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.gate.Examination;
import io.polisflow.process.models.gate.Finding;
import io.polisflow.process.models.gate.Finding.Severity;
import io.polisflow.process.models.gate.ModelArchive;
import io.polisflow.process.models.gate.ModelArchive.Unpacked;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The examination that a deployment goes through, for programs that want to know before. */
@RestController
@RequestMapping("/api/models/check")
@SecurityRequirement(name = "basic")
@Tag(name = "Models", description = "For analysts and administrators")
class ModelCheckApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final ModelExaminer examiner;

    ModelCheckApi(ModelExaminer examiner) {
        this.examiner = examiner;
    }

    /** What was found, counted. */
    record Check(
            @Schema(description = "Whether a deployment would be accepted: warnings do not stop it") boolean passed,
            long errors,
            long warnings,
            List<FindingView> findings) {

        static Check of(List<Finding> findings) {
            Examination all = new Examination(findings);
            long errors = findings.stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .count();
            return new Check(
                    all.passed(),
                    errors,
                    findings.size() - errors,
                    findings.stream().map(FindingView::of).toList());
        }
    }

    /** One finding. */
    @Schema(name = "ModelFinding")
    record FindingView(
            Severity severity,
            @Schema(description = "Stable name of the rule", example = "missing-form") String rule,
            @Schema(example = "bpmn/proposal-approval.bpmn") String file,
            @Schema(description = "Id of the element; absent when the file as a whole is meant") String element,
            @Schema(description = "The element's label") String name,
            @Schema(description = "What is wrong, in Russian") String problem,
            @Schema(description = "How to mend it, in Russian") String remedy,
            @Schema(description = "Where the element begins, counted from 1; 0 when unknown") int line) {

        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.severity(),
                    finding.rule(),
                    finding.file(),
                    finding.element(),
                    finding.name(),
                    finding.problem(),
                    finding.remedy(),
                    finding.line());
        }
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Examine models, tables and forms as a deployment would, without deploying them",
            description =
                    "Files (.bpmn, .dmn, .form) or zip archives of them, in any number of parts «files»: up to 2 MB"
                            + " a file, 500 files and 20 MB a set. What they refer to may be in force already. The answer is 200"
                            + " also when something is wrong with the files; «passed» says whether they would be accepted.")
    @ApiResponse(responseCode = "200", description = "Examined")
    @ApiResponse(responseCode = "400", description = "No file came", content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither an analyst nor an administrator",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "413", description = "More than 25 MB", content = @Content(mediaType = PROBLEM))
    Check check(@RequestParam(required = false) List<MultipartFile> files) throws IOException {
        if (files == null || files.isEmpty()) {
            throw new RefusedException("files", "Приложите файлы .bpmn, .dmn, .form или архив zip с ними");
        }
        List<ModelFile> models = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (MultipartFile file : files) {
            String name = file.getOriginalFilename() == null ? "" : file.getOriginalFilename();
            if (ModelArchive.isArchive(name)) {
                Unpacked unpacked = ModelArchive.unpack(name, file.getBytes());
                models.addAll(unpacked.files());
                findings.addAll(unpacked.findings());
            } else {
                models.add(new ModelFile(name, file.getBytes()));
            }
        }
        return Check.of(Stream.concat(findings.stream(), examiner.examine(models).findings().stream())
                .toList());
    }
}
