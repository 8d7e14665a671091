package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.Contracts;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** The page where a manager leaves the scan of a contract signed on paper; forms of tasks cannot take files. */
@Controller
@RequestMapping("/crm/contracts/{id}/scan")
class ScanUpload {

    private static final long MAX_BYTES = 20L * 1024 * 1024;

    private final ContractPages pages;
    private final Contracts contracts;
    private final DealActions actions;

    ScanUpload(ContractPages pages, Contracts contracts, DealActions actions) {
        this.pages = pages;
        this.contracts = contracts;
        this.actions = actions;
    }

    /** What a scan may be; told by the first bytes, since a name proves nothing. */
    private enum Format {
        PDF("application/pdf", ".pdf", '%', 'P', 'D', 'F', '-'),
        JPEG("image/jpeg", ".jpg", 0xFF, 0xD8, 0xFF),
        PNG("image/png", ".png", 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A);

        private final String mediaType;
        private final String suffix;
        private final int[] signature;

        Format(String mediaType, String suffix, int... signature) {
            this.mediaType = mediaType;
            this.suffix = suffix;
            this.signature = signature;
        }

        static Format of(byte[] content) {
            return Arrays.stream(values())
                    .filter(format -> format.begins(content))
                    .findFirst()
                    .orElseThrow(() -> new RefusedException(
                            "file", "Это не PDF, JPG и не PNG: сохраните скан в одном из этих форматов"));
        }

        private boolean begins(byte[] content) {
            for (int i = 0; i < signature.length; i++) {
                if (content.length <= i || (content[i] & 0xFF) != signature[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The name that a person knows it by, ending as what it is. */
        String name(String given) {
            String stem = given == null ? "" : given.replaceAll("(?i)(\\.(pdf|jpe?g|png))+$", "");
            return (stem.isBlank() ? "Скан" : stem) + suffix;
        }
    }

    @GetMapping
    String show(@PathVariable long id, Model model) {
        try {
            model.addAttribute("contract", pages.contract(id));
            String deal = pages.dealOf(id);
            model.addAttribute("dealNumber", deal);
            model.addAttribute("allowed", actions.offer(deal).allowed());
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого договора нет", e);
        }
        return "crm/scan";
    }

    @PostMapping
    String upload(
            @PathVariable long id, @RequestParam("file") MultipartFile file, Model model, HttpServletResponse answer)
            throws IOException {
        show(id, model);
        if (!Boolean.TRUE.equals(model.getAttribute("allowed"))) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Скан загружает менеджер сделки, руководитель или супервизор");
        }
        try {
            if (file.isEmpty()) {
                throw new RefusedException("file", "Выберите файл со сканом");
            }
            if (file.getSize() > MAX_BYTES) {
                throw new RefusedException("file", "Файл больше 20 МБ: уменьшите разрешение скана");
            }
            byte[] content = file.getBytes();
            Format format = Format.of(content);
            contracts.attachScan(id, format.name(file.getOriginalFilename()), format.mediaType, content);
        } catch (RefusedException refused) {
            answer.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problem", refused.getMessage());
            return "crm/scan";
        }
        return "redirect:/crm/contracts/" + id + "/scan";
    }
}
