SELECT region_en, region_ar, project_en, project_ar, posted_on, voucher, entry_en, entry_ar,
  hours, cost, billed FROM projects WHERE posted_on BETWEEN :period_from AND :period_to
  ORDER BY region_en, project_en, posted_on, voucher
