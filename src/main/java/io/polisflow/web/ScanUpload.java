package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.document.FileFormat;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Set;
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
    private static final Set<FileFormat> SCANS = Set.of(FileFormat.PDF, FileFormat.JPEG, FileFormat.PNG);

    private final ContractPages pages;
    private final Contracts contracts;
    private final DealActions actions;

    ScanUpload(ContractPages pages, Contracts contracts, DealActions actions) {
        this.pages = pages;
        this.contracts = contracts;
        this.actions = actions;
    }

    private static FileFormat formatOf(byte[] content) {
        return FileFormat.of(content)
                .filter(SCANS::contains)
                .orElseThrow(() -> new RefusedException(
                        "file", "Это не PDF, JPG и не PNG: сохраните скан в одном из этих форматов"));
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
            FileFormat format = formatOf(content);
            contracts.attachScan(id, format.name(file.getOriginalFilename(), "Скан"), format.mediaType(), content);
        } catch (RefusedException refused) {
            answer.setStatus(HttpStatus.BAD_REQUEST.value());
            model.addAttribute("problem", refused.getMessage());
            return "crm/scan";
        }
        return "redirect:/crm/contracts/" + id + "/scan";
    }
}
