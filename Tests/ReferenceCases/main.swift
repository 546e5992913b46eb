print("ReferenceCases")
