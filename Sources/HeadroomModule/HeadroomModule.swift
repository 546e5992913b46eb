// HeadroomModule
